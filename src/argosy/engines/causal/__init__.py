"""Gravity equations and the ladder of evidence, from association to synthetic difference-in-differences. Pure functions on frames and arrays."""
