"""Arithmetic of offers: who pays which cost under a trade term, prices from costs, packing, amounts in words. Pure and exact."""
