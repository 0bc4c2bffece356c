"""What the firm has to work with, what a market takes, and requests for more."""
