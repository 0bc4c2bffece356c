"""Looking after customers and finding new ones: interactions, stock reports, events, leads."""
