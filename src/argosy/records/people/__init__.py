"""Persons, their roles, tokens, competence, evidence and work items."""
