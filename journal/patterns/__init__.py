"""Patterns in a person's moments, honest or silent: what may be said, by how much, what only counts. Pure."""
