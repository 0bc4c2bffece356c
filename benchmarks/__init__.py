"""How fast Argosy is, beside the figures it was designed with."""
