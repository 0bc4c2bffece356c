"""Outputs of the wholesale sales rep."""
