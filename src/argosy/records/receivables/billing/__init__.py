"""Invoices, credit notes, and the months that are closed."""
