"""The business development strategy of family F03: needs, what is planned for each, targets, resources and risks."""
