"""The intelligence family F01: what was heard about markets and what it is worth, and the data pack of a research question."""
