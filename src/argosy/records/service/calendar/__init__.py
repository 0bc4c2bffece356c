"""The days and hours on which a place works."""
