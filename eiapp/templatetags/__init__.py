"""Template tags of the pages as a whole."""
