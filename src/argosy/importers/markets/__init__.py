"""Published market data: one module per form, each saying which columns a file has and what they mean; reading, checks and storing are shared."""
