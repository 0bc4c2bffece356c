"""From a request to a finished document: build, check, render; and the life of a document for every door."""
