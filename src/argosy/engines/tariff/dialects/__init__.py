"""How the tariffs of the world write a duty: one module per way of writing, each from text to a rate or to a person."""
