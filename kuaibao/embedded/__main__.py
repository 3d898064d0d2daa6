"""Run one of PostgreSQL's programs on the archive's private database: python -m kuaibao.embedded pg_dump --file=x.dump"""

import os
import subprocess
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kuaibao.embedded import server


def run(program: str, *arguments: str) -> int:
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "kuaibao.embedded":
        sys.exit("设置了 DATABASE_URL：请用那台数据库服务器自己的工具。")
    host = server.start(database["ARCHIVE"])
    place = {"PGHOST": host, "PGPORT": database["PORT"], "PGUSER": database["USER"], "PGDATABASE": database["NAME"]}
    return subprocess.run([server.PROGRAMS / program, *arguments], env={**os.environ, **place}, check=False).returncode


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuaibao.settings")
    try:
        sys.exit(run(*sys.argv[1:]))
    except (ImproperlyConfigured, server.StartError) as error:
        sys.exit(str(error))
