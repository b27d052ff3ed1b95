"""Pages of the room: what she shares, what was shared with her, the thread between the two, thanks."""
