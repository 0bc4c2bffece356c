"""Outputs of the international trade manager."""
