"""Outputs of the import/export coordinator."""
