"""The management of targets: what customers are to buy, planned business activities, and why a line is behind."""
