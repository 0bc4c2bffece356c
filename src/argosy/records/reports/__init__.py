"""Documents, their versions, approvals and archive."""
