"""Which market to choose, how sure that is, what it hangs on, and the judgements around it: AHP, SWOT, positioning, decisions."""
