"""Procedures of service with training and acknowledgement, and the rules of enquiries."""
