"""Sheets of the customer upkeep register: contacts against plan, stock, receivables, events, complaints, basic data."""
