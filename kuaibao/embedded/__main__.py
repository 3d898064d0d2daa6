"""Run one of PostgreSQL's programs on the archive's private database: python -m kuaibao.embedded psql"""

import os
import subprocess
import sys

from django.core.exceptions import ImproperlyConfigured

from kuaibao.database import database_settings
from kuaibao.embedded import server
from kuaibao.environment import data_folder


def run(program: str, *arguments: str, **options) -> subprocess.CompletedProcess:
    database = database_settings(os.environ.get("DATABASE_URL"), data_folder())
    if database["ENGINE"] != "kuaibao.embedded":
        sys.exit("设置了 DATABASE_URL：请用那台数据库服务器自己的工具。")
    host = server.start(database["ARCHIVE"])
    place = {"PGHOST": host, "PGPORT": database["PORT"], "PGUSER": database["USER"], "PGDATABASE": database["NAME"]}
    return subprocess.run([server.PROGRAMS / program, *arguments], env={**os.environ, **place}, check=False, **options)


if __name__ == "__main__":
    try:
        sys.exit(run(*sys.argv[1:]).returncode)
    except (ImproperlyConfigured, server.StartError) as error:
        sys.exit(str(error))
