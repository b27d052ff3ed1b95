"""REFLECT: sealed moments and the patterns in them."""
