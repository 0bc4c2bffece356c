"""Prospective customers and the stages they go through."""
