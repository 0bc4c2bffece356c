"""The editions of market data in the warehouse: kept, listed with their age, read in one HS edition."""
