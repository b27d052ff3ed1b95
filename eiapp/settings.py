"""Settings: one file, the environment for the rest. A missing variable says how to set it."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _
from huey.serializer import SignedSerializer

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- what kind of installation ---------------------------------------------------------------------
DEMO = env.bool("EIAPP_DEMO", default=False)
DEBUG = env.bool("EIAPP_DEBUG", default=False)
DATA = Path(env.str("EIAPP_DATA", default=str(BASE_DIR / "var"))).resolve()
os.umask(0o077)  # what is written below DATA is for the service's own account
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)


def _demo_secret_key() -> str:
    """The demo makes its own key file, so that a second start keeps everybody signed in."""
    file = DATA / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(get_random_secret_key())
    return file.read_text().strip()


def _wanted(name: str, how: str, *, in_demo: str) -> str:
    value = env.str(name, default=in_demo if DEMO else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {how}")
    return str(value)


SECRET_KEY = _wanted(
    "EIAPP_SECRET_KEY",
    "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))' "
    "and put it into the environment of the server, so that it stays the same after a restart.",
    in_demo=_demo_secret_key() if DEMO else "",
)
SECRET_KEY_FALLBACKS = env.list("EIAPP_SECRET_KEY_FALLBACKS", default=[])
PUBLIC_URL = _wanted(
    "EIAPP_PUBLIC_URL",
    "Set it to the address people type, for example https://eiapp.example.org: links in mails start with it.",
    in_demo=f"http://localhost:{env.int('PORT', default=8000)}",
).rstrip("/")
_public = urlsplit(PUBLIC_URL)
HTTPS = _public.scheme == "https"
ALLOWED_HOSTS = [_public.hostname or "", *env.list("EIAPP_ALLOWED_HOSTS", default=[])]
if DEMO:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost"]
SIGNUP_OPEN = env.str("EIAPP_SIGNUP", default="open" if DEMO else "closed") == "open"

# --- rooms ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's list of sessions writes times with it
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # our form renderer falls back to Django's own templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "huey.contrib.djhuey",
    "people",
    "assessments",
    "journal",
    "hiring",
    "coaching",
    "eiapp.apps.EiappConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # outside: refused requests carry it too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "eiapp.policy.PolicyMiddleware",
    "eiapp.requests.SmallRequestMiddleware",  # refuses bodies that no form of ours sends
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "people.middleware.MemberMiddleware",  # the membership of this request, and its scope
    "people.middleware.SignInMiddleware",  # sign-in by default; keeps what was typed when a session died
    "allauth.account.middleware.AccountMiddleware",
]
if DEMO:  # passkeys refuse an address, so the demo sends 127.0.0.1 to localhost
    MIDDLEWARE.insert(0, "eiapp.demo.LocalhostMiddleware")

ROOT_URLCONF = "eiapp.urls"
WSGI_APPLICATION = "eiapp.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "eiapp.context.look",
            ],
            "builtins": ["eiapp.templatetags.frame"],
        },
    }
]
FORM_RENDERER = "eiapp.renderer.FormRenderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- data -----------------------------------------------------------------------------------------
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-20000; "
    "PRAGMA journal_size_limit=27103364; PRAGMA secure_delete=ON; PRAGMA synchronous={synchronous};"
)


def _sqlite(name: str, synchronous: str) -> dict[str, Any]:
    """One embedded database: writers queue for the lock instead of failing half-way (IMMEDIATE)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / name,
        "CONN_MAX_AGE": None,  # opening the file and setting it up again cost a tenth of a page
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": _SQLITE_PRAGMAS.format(synchronous=synchronous),
        },
    }


def _database() -> dict[str, Any]:
    if "EIAPP_DATABASE_URL" not in env:
        # FULL: a commit that was answered is on the disk before the answer leaves.
        return _sqlite("eiapp.sqlite3", "FULL")
    return {
        **env.db_url("EIAPP_DATABASE_URL"),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }


DATABASES: dict[str, dict[str, Any]] = {"default": _database()}
# Rate limits and cached pages live apart: over the main database one sign-in made eleven commits.
CACHES = {"default": env.cache_url("EIAPP_CACHE_URL", default="dbcache://eiapp_cache")}
CACHES["default"].setdefault("OPTIONS", {})
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    CACHES["default"]["BACKEND"] = "eiapp.cache.JsonDatabaseCache"  # Django's own unpickles what it reads
    DATABASES["cache"] = (
        _sqlite("cache.sqlite3", "OFF")
        if DATABASES["default"]["ENGINE"].endswith("sqlite3")
        else {**DATABASES["default"], "TEST": {"MIRROR": "default"}}
    )
    CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] = 100_000
DATABASE_ROUTERS = ["eiapp.routers.CacheRouter"]

# The queue wakes the sender of mails and runs sweeps; it carries ids, never text.
HUEY = {
    "name": "eiapp",
    "huey_class": "huey.SqliteHuey",
    "filename": str(DATA / "queue.sqlite3"),
    "serializer": SignedSerializer(secret=SECRET_KEY),  # who writes the file must not run code in the service
    "immediate": env.bool("EIAPP_QUEUE_IMMEDIATE", default=False),
    "consumer": {"workers": 1, "periodic": True, "check_worker_health": True},
}

MASTER_KEYS = env.str("EIAPP_MASTER_KEYS", default="")
MASTER_KEY_FILE = Path(env.str("EIAPP_MASTER_KEY_FILE", default=str(DATA / "master-keys")))

# --- who -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backends.MemberBackend"]
PASSWORD_HASHERS = ["people.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "people.passwords.LengthValidator"},
    {"NAME": "people.passwords.CommonValidator"},
    {"NAME": "people.passwords.SimilarityValidator", "OPTIONS": {"user_attributes": ("name", "email")}},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.SignupForm"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = (
    True  # one address a person: the new one takes the place of the old one once it is proven
)
# By code, because allauth builds the links of its mails from the request's host.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A mail may take some minutes; a code dies after three wrong tries anyway.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session stays, the others end
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an address or a second step changes
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Per address of the network: a site of 300 agents starts its shift behind one address, so these are wide;
# guessing is held by the limit per account. "key" is the e-mail address. A browser where this person has
# signed in before is not under `login_failed` but under `login_failed_known` (people.known_devices), since
# five wrong tries by anyone would lock her out otherwise.
ACCOUNT_RATE_LIMITS = {
    "login": "",  # counted as sign_in, together with login_failed (people.tries)
    "sign_in": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "login_failed_known": "20/h/key",
    "request_login_code": "60/m/ip,5/15m/key",
    "reset_password": "60/m/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
    "signup": "30/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "invite": "100/h/user",
    # Candidates share the address of a library or a call centre. To get in costs two requests, a scanner of
    # mails and a reload two or three more, so that sixty people get in within a minute. A token has 256
    # random bits: 300 guesses a minute are 1.6e8 a year, and with a million links waiting the chance that one
    # of them fits is 1.6e8 * 1e6 / 2**256 = 1.4e-63.
    "candidate_link": "300/m/ip",
    "start_round": "20/d/user",  # each mails twenty people at most
    "bring_file": "60/h/user",  # each may hold twenty megabytes
    "write_locked": "30/h/user",  # whoever sits at her locked screen
    "share": "120/h/user",  # of what she shares each is checked first, so that it counts twice
    "feedback": "120/h/user",
    "thanks": "120/h/user",  # each is checked first, so that it counts twice
    "private_address": "5/h/user",  # each mails a code to an address that may be anybody's
    "mail_off": "60/m/ip",
    "ask": "30/h/user",
    "save_draft": "120/m/key",  # of each writer; a page saves once a second at most
}
ACCOUNT_FORMS = {
    "login": "people.account_forms.SignInForm",
    "signup": "people.account_forms.SignUpForm",
    "add_email": "people.account_forms.NewAddressForm",
    "change_password": "people.account_forms.ChangePasswordForm",
    "set_password": "people.account_forms.SetPasswordForm",
    "reset_password": "people.account_forms.ForgottenForm",
    "reset_password_from_key": "people.account_forms.NewPasswordForm",
    "reauthenticate": "people.account_forms.AgainForm",
    "request_login_code": "people.account_forms.RequestCodeForm",
    "confirm_login_code": "people.account_forms.SignInCodeForm",
    "confirm_email_verification_code": "people.account_forms.AddressCodeForm",
    "confirm_password_reset_code": "people.account_forms.ResetCodeForm",
}
MFA_ADAPTER = "people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "eiapp"
MFA_TOTP_TOLERANCE = 1  # a code that has just passed still counts
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG  # localhost without https
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}  # a passkey cannot be guessed; this only bounds the work
MFA_FORMS = {
    "authenticate": "people.second_step_forms.SecondStepForm",
    "reauthenticate": "people.second_step_forms.SecondStepAgainForm",
    "activate_totp": "people.second_step_forms.AddAppForm",
    "deactivate_totp": "people.second_step_forms.RemoveAppForm",
    "add_webauthn": "people.second_step_forms.AddPasskeyForm",
    "edit_webauthn": "people.second_step_forms.RenamePasskeyForm",
    "authenticate_webauthn": "people.second_step_forms.PasskeyStepForm",
    "login_webauthn": "people.second_step_forms.PasskeySignInForm",
    "reauthenticate_webauthn": "people.second_step_forms.PasskeyAgainForm",
}

# --- the web ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer Chromium posts Origin: null, which CSRF refuses
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("EIAPP_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else all people would share the proxy's address in the rate limits
SESSION_ENGINE = "people.session_store"
SESSION_SERIALIZER = "people.sealed_sessions.SealedSerializer"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # scripts read the token from the form
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "people.views.session.csrf_failed"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # no page writes the session
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
LARGEST_REQUEST = 1_000_000  # bytes
# The two pages that take a file, and how much. A file a little above what they say they take is still told so
# in a sentence.
UPLOAD_ADDRESSES = {r"/moments/take-along/": 22_000_000, r"/hiring/[0-9a-f-]{36}/invite/": 8_000_000}
# Of a request that takes more, what is no file: a list that is pasted instead of sent as one. Django would
# refuse it before the page could say what to do.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 22_000_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # nothing goes to the disk

# --- mail ------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("EIAPP_MAIL_FROM", default=f"eiapp <no-reply@{_public.hostname}>")
_mail = _wanted(
    "EIAPP_EMAIL_URL",
    "Set it to the mail server, for example smtp+tls://user:password@mail.example.org:587: invitations and "
    "codes go out by mail.",
    in_demo="filemail://",
)
vars().update(env.email_url_config(_mail))
EMAIL_TIMEOUT = 20  # a server that does not answer must not hold up all other mails
EMAIL_FILE_PATH = str(DATA / "mail")  # where the demo's mails are put, one file each

# --- words, times, static files --------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "eiapp" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- logs: which acts, never which words -----------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_content": {"()": "eiapp.logs.NoContentFilter"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["no_content"], "formatter": "plain"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "eiapp": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
