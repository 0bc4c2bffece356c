"""Bank statements and what their lines were matched with."""
