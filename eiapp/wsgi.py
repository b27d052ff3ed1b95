"""The server's entry. It refuses to start without a usable master key."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eiapp.settings")
application = get_wsgi_application()

from people.keys import refuse_without_usable_key  # noqa: E402  models need loaded apps
from people.master_keys import MasterKeyError  # noqa: E402
from people.scope import installation_scope  # noqa: E402

try:
    with installation_scope():
        refuse_without_usable_key()
except MasterKeyError as error:
    sys.exit(f"eiapp does not start. {error}")
