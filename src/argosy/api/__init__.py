"""The REST API under ``/api/v1``: the objects of the public contract for programs. Thin: who asks, what for, and the answer."""
