"""Standing policies, family F15: the freight customer service guideline."""
