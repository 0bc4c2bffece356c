"""Contacts with customers, and how often they are to happen."""
