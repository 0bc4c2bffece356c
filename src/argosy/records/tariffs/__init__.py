"""Import orders, and the duty and tax worksheets made from them."""
