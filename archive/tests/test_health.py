"""/healthz, as container engines and proxies ask it."""

import os
import subprocess
import sys
from pathlib import Path

from archive.tests.test_serve import free_port

PROJECT = Path(__file__).resolve().parents[2]
ASK = "from django.test import Client; r = Client().get('/healthz', SERVER_NAME='localhost'); print(r.status_code, r.text)"


def test_well(client, db):
    response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok")
    assert "no-store" in response["Cache-Control"]


def test_without_its_database_the_site_says_so_in_one_line_and_keeps_the_details_for_the_log(tmp_path):
    url = f"postgres://clerk:secret@127.0.0.1:{free_port()}/kuaibao"

    asked = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", ASK],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": url, "KUAIBAO_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert asked.stdout == "503 database unavailable\n"
    assert "Traceback" not in asked.stderr
    assert "secret" not in asked.stderr
