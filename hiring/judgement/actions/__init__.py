"""Writes about situations, each a named action: the panel of experts and its key, candidates, openings."""
