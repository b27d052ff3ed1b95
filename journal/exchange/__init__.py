"""Moments as files: written for taking along, read back, read from other apps. Pure: no Django."""
