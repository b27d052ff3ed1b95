"""The pages of talks in words and pictures: a module for each page."""
