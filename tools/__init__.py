"""What developers run that is no part of the product."""
