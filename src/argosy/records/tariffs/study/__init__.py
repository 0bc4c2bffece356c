"""Which measures apply to goods, and which lawful way to pay is chosen: made by one person, checked by another."""
