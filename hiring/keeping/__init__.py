"""Keeping and deleting: legal holds, the purge and its record, a candidate’s copy of her data."""
