"""`make backup` and `make restore`: the private database in one file. Each says which archive it worked on."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from kuaibao.embedded.__main__ import run
from kuaibao.embedded.server import StartError
from kuaibao.environment import data_folder

COUNT_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


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
    arguments = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname=postgres"]
    if run("pg_restore", *arguments, file).returncode:
        sys.exit(f"没有恢复，资料库 {folder} 里的内容没有变。")
    print(f"已从 {file} 恢复到资料库 {folder}")


if __name__ == "__main__":
    try:
        {"backup": backup, "restore": restore}[sys.argv[1]](sys.argv[2])
    except (ImproperlyConfigured, StartError) as error:
        sys.exit(str(error))
