"""Statistics of service: surveys, standards, control charts, causes, office hours and staffing. Pure; no records."""
