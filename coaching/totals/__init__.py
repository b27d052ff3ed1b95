"""Totals of a unit that cannot be traced back: who agreed, what counts of a week, what is released of it."""
