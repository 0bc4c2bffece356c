"""Programs that run under the Python of the peers (``ARGOSY_PEERS``), never under ours: each prints one JSON document."""
