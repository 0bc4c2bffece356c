"""What a customer may owe: profile, references, statements, limits, overrides."""
