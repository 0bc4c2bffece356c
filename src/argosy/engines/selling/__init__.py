"""Targets, the people who sell and how they are coached, and rivals' offers: pure functions on plain values."""
