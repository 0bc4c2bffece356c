"""The models of the app stand in its parts, each beside the actions and queries that know it."""
