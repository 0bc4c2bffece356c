"""What customers report of their stock and seasons."""
