"""The intelligence register."""
