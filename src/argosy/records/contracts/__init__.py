"""Contracts: clauses, obligations, deviations, signatures."""
