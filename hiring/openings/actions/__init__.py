"""Writes about openings, each a named action, by what they are for."""
