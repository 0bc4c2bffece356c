"""Pages by group: the desk, tasks, orders, documents, registers, the firm."""
