"""Sheets of the prospect register: tracking, stages, yield of sources."""
