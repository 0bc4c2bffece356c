"""From the accepted offer to the goods delivered."""
