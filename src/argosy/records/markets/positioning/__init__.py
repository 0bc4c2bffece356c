"""Positions of a product in a market, checked against its culture; what the business is."""
