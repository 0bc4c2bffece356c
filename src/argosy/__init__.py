"""Argosy: a trading firm's records turned into the finished work of five jobs."""

__version__ = "0.1.0"
