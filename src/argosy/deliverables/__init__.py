"""The work outputs as builders: ``gather`` reads records, ``build`` is pure, ``check`` adds the family's own checks."""
