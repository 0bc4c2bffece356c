"""Who did what, when, from where, and what was refused."""
