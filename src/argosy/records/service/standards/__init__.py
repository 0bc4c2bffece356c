"""Service standards, their measurement, and what is done about misses."""
