"""Charts: values and translated words in, inline SVG out. Knows nothing of Django or of the other rooms."""
