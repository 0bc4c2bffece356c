"""Suggesting a subheading of the Harmonized System for a description of goods: retrieval, evidence, calibrated scores, abstention."""
