"""Duty and tax: customs value from any Incoterm, every charge of a rule pack, exact with reasons or vectorised over many lines."""
