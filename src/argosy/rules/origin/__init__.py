"""Rules of origin as data: agreements, their product rules in standard notation, named processes, groups of countries."""
