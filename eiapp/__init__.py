"""The wiring: settings, addresses, Today, demo data, the server. Imports every room, imported by none."""
