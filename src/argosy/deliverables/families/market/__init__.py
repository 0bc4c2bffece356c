"""The market report family F02: one set of facts, one set of figures, sections that variants choose from."""
