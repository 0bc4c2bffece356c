"""Dunning notices and promises to pay."""
