"""Inviting many people at once: a list that is pasted or a file, looked at before anything is sent."""
