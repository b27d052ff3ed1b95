"""Pages of the room: those of HR, and those of a candidate without an account."""
