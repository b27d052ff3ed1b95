"""Every write of feedback beyond what is shared, one module a subject."""
