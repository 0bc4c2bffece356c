"""Parties brought in from files, and two entries of one party made one."""
