"""Values every room speaks: text, money, quantity, dated facts, sources, expressions, traces, registries, errors."""
