"""How markets are assessed, as data: groups, indicators and weights, gates, SWOT and TOWS rules, words of a claim."""
