"""Published tariffs: one module per form, each from the bytes of a file to the lines and rates of a schedule."""
