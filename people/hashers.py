"""Passwords: Argon2id at the cost that OWASP names for servers of this size."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet); Django's default takes 100 MiB."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
