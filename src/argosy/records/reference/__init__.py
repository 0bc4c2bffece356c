"""The firm itself, dated settings, data sets with their vintage, exchange rates and published standards."""
