"""Satisfaction surveys: questionnaires, waves, invitations by signed link, answers, follow-up of low scores."""
