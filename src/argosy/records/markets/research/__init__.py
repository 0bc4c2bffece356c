"""Research briefs, what they need to know, and how far that is covered."""
