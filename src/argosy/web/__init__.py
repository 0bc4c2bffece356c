"""The pages: thin views that parse, ask permission, call actions and publishing, and show."""
