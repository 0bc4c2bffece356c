"""A book of invoice lines of whatever quality: which lines are sales, which are goods that came back, and why the others are left out."""
