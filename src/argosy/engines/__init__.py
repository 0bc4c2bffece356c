"""Calculations on values. No files, no database, no clock, no network: today's date is an argument."""
