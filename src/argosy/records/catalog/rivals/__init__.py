"""Rival products beside one's own, and what the product manager says of them."""
