"""The report model: what every document is made of. Engines and records fill it, renderers only read it."""
