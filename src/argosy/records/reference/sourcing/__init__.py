"""Where market knowledge comes from, and what is standing knowledge of a market: sources, culture, compliance, watches."""
