"""A made-up trading firm, plainly marked as one: the same rows from the same seed, on any machine."""
