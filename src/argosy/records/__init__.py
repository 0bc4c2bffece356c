"""What the firm knows and did. Reads are in each app's ``queries``, writes are verbs in its ``actions``."""
