"""The environment of the test suite, set before Django reads its settings (`-p tests.environment`)."""

import os
import tempfile

os.environ.setdefault("EIAPP_SECRET_KEY", "the-tests-own-secret-key-which-signs-nothing-that-lasts-long")
os.environ.setdefault("EIAPP_PUBLIC_URL", "http://testserver")
os.environ.setdefault("EIAPP_ALLOWED_HOSTS", "localhost,testserver")
os.environ.setdefault("EIAPP_DATA", tempfile.mkdtemp(prefix="eiapp-tests-"))
os.environ.setdefault("EIAPP_CACHE_URL", "locmemcache://")
os.environ.setdefault("EIAPP_QUEUE_IMMEDIATE", "1")
os.environ.setdefault("EIAPP_MASTER_KEYS", "dGhlLXRlc3RzLW93bi1tYXN0ZXIta2V5LTMyLWJ5dGU=")
