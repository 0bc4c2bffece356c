"""A whole book of invoice lines taken over: customers, products, orders and goods that came back."""
