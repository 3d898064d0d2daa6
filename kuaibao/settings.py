"""Settings: what the environment says, and the same for everybody otherwise. docs/operations.md lists the variables."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from kuaibao.database import database_settings
from kuaibao.environment import data_folder, env_bool, env_int, env_list, env_origins, env_secret_key, env_str

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = data_folder()

DEBUG = env_bool("DEBUG", False)
SECRET_KEY = env_secret_key("SECRET_KEY", keep_in=DATA)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]  # this machine's own names are always answered, also for /healthz
ALLOWED_HOSTS = list(dict.fromkeys([*env_list("ALLOWED_HOSTS", []), *LOOPBACK]))
CSRF_TRUSTED_ORIGINS = env_origins("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "archive",
    "django_filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kuaibao.compress.Compress",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kuaibao.overload.Overload",
]

ROOT_URLCONF = "kuaibao.urls"
WSGI_APPLICATION = "kuaibao.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.context.site",
            ],
        },
    },
]

# Data
DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL"), DATA)}
STATEMENT_TIMEOUT = env_int("STATEMENT_TIMEOUT", 5, least=0)  # seconds that a page may wait for one answer; 0: no limit
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
UPLOAD_MAX_BYTES = env_int("UPLOAD_MAX_BYTES", 20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * UPLOAD_MAX_BYTES  # pasted text; a little too much is answered by the form, in words

# Search
SEARCH_LOG = env_bool("SEARCH_LOG", True)  # keep what was asked, without who asked, for 180 days

# Language and time
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# Static files: compressed, with a hash in the name, served by the site itself; with DEBUG read from where they lie
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("help", BASE_DIR / "docs" / "screenshots" / "help")]
STATIC_ROOT = Path(env_str("STATIC_ROOT", str(DATA / "static"))).expanduser().resolve()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# People
LOGIN_URL = "archive:login"
LOGIN_REDIRECT_URL = "archive:desk"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 30 * 60  # an unattended desk logs itself out
SESSION_SAVE_EVERY_REQUEST = True

# Nothing is loaded from elsewhere, nothing is framed, no script or style stands in a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# On behind a proxy that speaks HTTPS and sets X-Forwarded-Proto itself; off on a plain office network.
HTTPS = env_bool("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# Of plain http a browser takes this for no more than a reason to complain on every page.
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"one_line": {"()": "kuaibao.log.OneLineWarning"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING", "propagate": False},
        "django.request": {"level": "INFO" if DEBUG else "ERROR"},  # a page that is not there is no event
        "gunicorn.http.wsgi": {"level": "ERROR"},  # that it has cut the answer to HEAD itself, each time
        "django.security.DisallowedHost": {"filters": ["one_line"]},  # a name to add to ALLOWED_HOSTS, or a scanner
    },
}
