"""Settings for tests: the site's own, but static files as they lie and quick passwords."""

from kuaibao.settings import *  # noqa: F403 -- everything that is not said otherwise below

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True  # do not look for STATIC_ROOT
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
