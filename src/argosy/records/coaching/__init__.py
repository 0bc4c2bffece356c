"""Training and coaching of customers and staff."""
