"""Forms of the pages: what is typed in, read back as plain values."""
