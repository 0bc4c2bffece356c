"""Market intelligence: the register, research, decisions, outlook and positions."""
