"""Talks: what was heard side by side, how far interviewers agree, and what the rule says of it."""
