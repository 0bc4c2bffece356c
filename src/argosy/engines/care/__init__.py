"""Looking after customers: what they should reorder, how their seasons run, whether contacts keep to plan."""
