"""Composition root: settings from the environment, addresses, and the doors a server opens."""
