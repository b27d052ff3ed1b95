"""How groups of candidates came through an opening: counted, kept behind floors, laid out as a page."""
