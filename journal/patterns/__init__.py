"""Patterns in a person's moments, honest or silent: what may be said, by how much, and what only counts. Pure."""
