"""Ratings by others: what raters are asked, how answers are kept apart from them, what becomes of them."""
