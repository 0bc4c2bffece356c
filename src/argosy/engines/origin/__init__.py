"""Whether a product made from a bill of materials originates under an agreement, with every condition's working."""
