"""Pages of customer care: the morning, cards, contacts, replenishment, prospects, events, bringing parties in."""
