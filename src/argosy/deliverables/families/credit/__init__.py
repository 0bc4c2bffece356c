"""Past sales and credit of customers: what they bought, paid, sent back and still owe, and how far they can be trusted."""
