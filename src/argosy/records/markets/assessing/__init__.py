"""Figures for an assessment of markets, from the market tables of the warehouse."""
