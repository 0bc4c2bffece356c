"""Decisions with their reasons, the figures they stand on, and the answers of those told."""
