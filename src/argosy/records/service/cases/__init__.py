"""Cases on their way: events, clock, escalation, reopening, and what is done about causes."""
