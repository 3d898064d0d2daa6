"""`make run`: make the archive ready and serve it."""

from argparse import BooleanOptionalAction

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError

from kuaibao import first_run, web
from kuaibao.environment import env_bool, env_int, env_str


class Command(BaseCommand):
    help = "启动网站：建表，首次运行时装入示例并建立管理员，然后提供服务，直到按下 Ctrl-C。"

    def add_arguments(self, parser):
        parser.add_argument("--host", default=env_str("HOST", "127.0.0.1"), help="监听的地址（默认 127.0.0.1）")
        parser.add_argument("--port", type=int, default=env_int("PORT", 8000), help="监听的端口（默认 8000）")
        parser.add_argument(
            "--samples",
            action=BooleanOptionalAction,
            default=env_bool("SAMPLES", True),
            help="首次运行时是否装入虚构的澄川县的示例（默认装入）",
        )

    def handle(self, *, host, port, samples, **options):
        self.say("正在准备资料库……")
        try:
            web.check_address(host, port)
            password = first_run.prepare(self.say, samples=samples)
        except web.AddressError as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"连不上数据库：{' '.join(str(error).split())}") from error
        except DatabaseError as error:  # too old, or not ours to make tables in
            raise CommandError(f"数据库不能用：{' '.join(str(error).split())}") from error

        def when_up():
            self.say(f"网站已启动：{'　'.join(web.addresses(host, port, settings.ALLOWED_HOSTS))}（按 Ctrl-C 停止）")
            if password:
                self.say(f"管理员：{first_run.ADMIN}　密码：{password}　（只显示这一次，请记下）")

        web.serve(host, port, when_up)

    def say(self, message):
        self.stdout.write(message)
        self.stdout.flush()
