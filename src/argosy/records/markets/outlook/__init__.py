"""Findings about markets: chances and threats, strengths and weaknesses, segments, and results of the engines."""
