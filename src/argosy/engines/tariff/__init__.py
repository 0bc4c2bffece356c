"""Tariff schedules: what a duty cell says, which line a code is, and which rates hold for it on a day and from an origin."""
