"""Making offers: prices, costs, approvals, revisions, negotiation."""
