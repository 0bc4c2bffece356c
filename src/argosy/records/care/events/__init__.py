"""Events and who was invited to them."""
