"""A firm's own performance, market by market: sales, margin, quotations won, returns, delivery, own share of a market's imports, what to review."""
