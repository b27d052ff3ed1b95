"""Writes of the room, each a named action: openings, candidates, scorecards and decisions."""
