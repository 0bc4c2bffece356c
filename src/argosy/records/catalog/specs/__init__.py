"""What a product of one's own must measure, and how far it may be off."""
