"""The server's entry. It refuses to start without a usable master key."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eiapp.settings")
django.setup(set_prefix=False)

from eiapp.requests import PlainHandler  # noqa: E402  handlers need settings

application = PlainHandler()

from people.keys import refuse_without_usable_key  # noqa: E402  models need loaded apps
from people.master_keys import MasterKeyError  # noqa: E402

try:
    refuse_without_usable_key()
except MasterKeyError as error:
    sys.exit(f"eiapp does not start. {error}")
