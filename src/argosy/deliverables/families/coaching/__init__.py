"""The coaching papers: the schedule and the programme."""
