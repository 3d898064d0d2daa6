"""Make an archive ready to be served: tables, static files and, the first time, sample data and an administrator."""

import contextlib
import io
import secrets

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction

ADMIN = "admin"
LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another in print


def prepare(say, *, samples: bool) -> str | None:
    """Return the new administrator's password on the first run, nothing on later ones."""
    with _one_at_a_time():
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEBUG:
            _collect_static_files()
        users = get_user_model()
        if users.objects.exists():  # the administrator is made last: without one, the first run was not finished
            _build_suggestions()
            return None
        if samples and not apps.get_model("archive", "Issue").objects.exists():
            say("正在装入示例快报（虚构的澄川县）……")
            with (
                transaction.atomic(),
                contextlib.redirect_stdout(io.StringIO()),
            ):  # their totals are for who asks for them
                call_command("load_units", settings.BASE_DIR / "fixtures" / "units.json")
                call_command("import_bulletins", settings.BASE_DIR / "fixtures" / "bulletins", verbosity=0)
                call_command("load_words", settings.BASE_DIR / "fixtures" / "words.json")
        _build_suggestions()
        password = "".join(secrets.choice(LETTERS) for _ in range(12))
        users.objects.create_superuser(ADMIN, password=password)
        return password


def _build_suggestions():
    """An archive of before there were any gets its suggestions; whoever has some builds them at night."""
    if not apps.get_model("archive", "Suggestion").objects.exists():
        call_command("build_suggestions", stdout=io.StringIO())


def _collect_static_files():
    try:
        call_command("collectstatic", verbosity=0, interactive=False)
    except OSError as error:
        raise ImproperlyConfigured(
            f"不能把样式等静态文件写到 {error.filename or settings.STATIC_ROOT}：{error.strerror}。"
        ) from error


@contextlib.contextmanager
def _one_at_a_time():
    """Two sites that start on one archive at once: the second waits for the first, and finds the work done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('kuaibao first run'))")
    try:
        yield
    finally:
        connection.close()  # lets go of the lock; and no connection may be open when the workers are forked
