"""How each block looks on a worksheet."""
