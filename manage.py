#!/usr/bin/env python3
"""Django's commands for this project. A wrong setting or a database that is not there is one line, not a traceback."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

from kuaibao.database import explain


def look_at_tables() -> None:
    """Before an import, which would report the same trouble once for each file."""
    import django
    from django.apps import apps

    django.setup()
    apps.get_model("archive", "Upload").objects.exists()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuaibao.settings")
    try:
        if sys.argv[1:2] == ["import_bulletins"] and not {"-h", "--help"} & set(sys.argv):
            look_at_tables()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"配置有误：{error}")
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv or not (explanation := explain(error)):
            raise
        sys.exit(explanation)
    except KeyboardInterrupt:
        sys.exit(130)
