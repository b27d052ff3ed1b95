"""What the pages of the room show, as frozen dataclasses with every text made."""
