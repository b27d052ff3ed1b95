"""CANDIDATES: openings, invitations by link, their answers, scorecards, decisions. Another world."""
