"""Outputs of the cross-border e-commerce planner."""
