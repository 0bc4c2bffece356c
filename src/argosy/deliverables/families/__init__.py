"""Sections that several outputs share."""
