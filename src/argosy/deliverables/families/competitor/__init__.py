"""The competitor analyses: a product of ours beside those of rivals."""
