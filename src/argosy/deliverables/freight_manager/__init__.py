"""Outputs of the freight forwarding manager."""
