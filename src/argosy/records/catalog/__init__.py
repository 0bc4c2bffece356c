"""What the firm sells and buys, and how customs sees it."""
