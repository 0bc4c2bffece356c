"""What is held about a person, and what that person asked of it."""
