"""Channels goods are sold through: platforms and shops."""
