"""The strategy family F03: targets, roadmap, resources and risks that its documents share, and the position of a product in a market."""
