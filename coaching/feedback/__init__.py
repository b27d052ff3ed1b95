"""Feedback beyond what is shared: given on what was seen, asked for, and what its receiver does with it."""
