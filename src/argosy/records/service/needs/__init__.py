"""What customers need, what is planned for it, and what was decided."""
