"""Receipts, what they pay, and what customers have paid beforehand."""
