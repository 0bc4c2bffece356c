"""What happens after a sale: goods that come back, and cases customers open."""
