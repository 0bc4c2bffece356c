"""The cheque register: held, presented, cleared, bounced, annotated."""
