"""The door for web servers."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections

from kuaibao.database import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuaibao.settings")

application = get_wsgi_application()
limit_statements(connections.settings[DEFAULT_DB_ALIAS], settings.STATEMENT_TIMEOUT)
