"""Outside files made into records: read, checked whole, previewed, then stored at once or not at all."""
