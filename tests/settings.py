"""Settings of the tests: the product's own, with an environment that no installation has.

Read before anything else of Django, so the environment is set here and not in a conftest.
"""

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="eiapp-tests-"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)
# What the processes of one run have in common; the first names it to those that it starts.
SHARED = Path(os.environ.setdefault("TESTS_SHARED", str(_data)))

for _name in [name for name in os.environ if name.startswith("EIAPP_") and name != "EIAPP_DATABASE_URL"]:
    del os.environ[_name]  # what a developer has set for the demo must not reach a test
os.environ |= {
    "EIAPP_DATA": str(_data),
    "EIAPP_SECRET_KEY": "a key that only tests use " * 3,
    "EIAPP_PUBLIC_URL": "http://testserver",
    "EIAPP_ALLOWED_HOSTS": "localhost",
    "EIAPP_EMAIL_URL": "memorymail://",
    "EIAPP_MASTER_KEYS": base64.urlsafe_b64encode(bytes(range(32))).decode(),
    "EIAPP_CACHE_URL": "locmemcache://",
    "EIAPP_QUEUE_IMMEDIATE": "1",
}

from eiapp.settings import *  # noqa: E402, F403
from eiapp.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, PASSWORD_HASHERS, STATIC_ROOT, STORAGES  # noqa: E402

ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")

# A page that asks the database once per row fails the test that opened it. Looked for on one database: a page
# asks both alike, and looking takes a tenth of the time.
if ON_SQLITE:
    INSTALLED_APPS = ["zeal", *INSTALLED_APPS]
    MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
# allauth asks for the address once per step of a sign-in; how it asks is not ours to change.
ZEAL_ALLOWLIST = [
    {"model": "account.*"},
    {"model": "mfa.*"},
    {"model": "usersessions.*"},
    {"model": "sessions.Session"},  # Django looks once more at a session that has died
]

# Nothing here outlives the tests, so nothing waits for the disk.
if ON_SQLITE:
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

# Argon2id takes 70 ms by design; tests/people/ asks for it by name where it is the subject.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]

# Static files straight from static/: the manifest is made by collectstatic, which tests do not run.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = True
