"""Customers, suppliers, carriers and everyone else the firm deals with."""
