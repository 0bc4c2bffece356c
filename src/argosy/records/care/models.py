"""The models are in the parts: contacting, supply, events, leads."""
