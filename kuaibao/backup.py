"""`make backup` and `make restore`: the private database in one file. Each says which archive it worked on."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from django.core.exceptions import ImproperlyConfigured

from kuaibao.embedded import server
from kuaibao.embedded.__main__ import run
from kuaibao.embedded.server import StartError
from kuaibao.environment import data_folder

COUNT_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
# All of it goes, not only what the backup has as well: one of before an upgrade knows nothing of the tables that came
# with it, and what they refer to could not be replaced. Its rights and comment are those of a new database.
MAKE_ROOM = b"""
SET client_min_messages = warning;
BEGIN;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
COMMENT ON SCHEMA public IS 'standard public schema';
"""
# What psql is told last: an error where the file could not be read to its end, and then nothing has changed.
END = b"\nCOMMIT;\n"
NO_END = "\nDO $$ BEGIN RAISE '备份文件不完整。'; END $$;\n".encode()


def backup(file: str) -> None:
    """Refuse an empty archive, and make none: it is a sign of the wrong folder, and the backup would be worth nothing."""
    folder = data_folder()
    if not os.environ.get("DATABASE_URL") and not (folder / "postgres" / "PG_VERSION").exists():
        sys.exit(f"没有备份：{folder} 里没有资料库。资料库在别的文件夹时，请先 export KUAIBAO_DATA=那个文件夹。")
    tables = run(
        "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", COUNT_TABLES, capture_output=True, text=True
    )
    if tables.returncode:
        sys.exit(f"没有备份：{folder} 里的资料库不能用：{' '.join(tables.stderr.split())}")
    if tables.stdout.strip() == "0":
        sys.exit(f"没有备份：{folder} 里的资料库还是空的。资料库在别的文件夹时，请先 export KUAIBAO_DATA=那个文件夹。")
    dump = run("pg_dump", "--format=custom", f"--file={file}", umask=0o077)  # passwords and sessions are in it, too
    if dump.returncode:
        sys.exit(f"没有备份成功：{folder} → {file}")
    Path(file).chmod(0o600)  # when it was there already
    print(f"已把资料库 {folder} 备份到 {file}")


def restore(file: str) -> None:
    folder = data_folder()
    if not Path(file).is_file():
        sys.exit("没有这个文件，请指明要恢复的备份，例如 make restore FILE=kuaibao-20251121-093000.dump")
    reader, writer = os.pipe()
    feeder = Thread(target=_feed, args=(file, writer))
    feeder.start()
    with open(reader, "rb") as script:
        options = ["--no-psqlrc", "--quiet", f"--output={os.devnull}", "--set=ON_ERROR_STOP=1"]
        restored = run("psql", *options, stdin=script)
    feeder.join()
    if restored.returncode:
        sys.exit(f"没有恢复，资料库 {folder} 里的内容没有变。")
    print(f"已从 {file} 恢复到资料库 {folder}，请重新启动网站。")


def _feed(file: str, writer: int) -> None:
    """Tell psql to put the content of the backup in place of what is there, all or, where it cannot be read to its end,
    nothing: in the middle of a table the last line is no row, which is an error as well."""
    program = [server.PROGRAMS / "pg_restore", "--no-owner", "--file=-", file]
    with contextlib.suppress(BrokenPipeError), open(writer, "wb") as script:  # psql ends at the first error
        script.write(MAKE_ROOM)
        with subprocess.Popen(program, stdout=subprocess.PIPE) as content:
            shutil.copyfileobj(content.stdout, script)
        script.write(NO_END if content.returncode else END)


if __name__ == "__main__":
    try:
        {"backup": backup, "restore": restore}[sys.argv[1]](sys.argv[2])
    except (ImproperlyConfigured, StartError) as error:
        sys.exit(str(error))
