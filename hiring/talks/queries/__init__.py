"""What the pages of talks show, as frozen dataclasses: a module for each page."""
