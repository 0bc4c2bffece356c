"""The service family F09: the survey record, the service review, and what they share."""
