"""Django's PostgreSQL engine, which starts the archive's private server with the first connection."""

from django.db.backends.postgresql import base, client
from django.db.utils import OperationalError

from kuaibao.embedded import server


def _address(settings: dict) -> str:
    try:
        return server.start(settings["ARCHIVE"])
    except server.StartError as error:
        raise OperationalError(str(error)) from error


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the private server's own psql."""

    executable_name = str(server.PROGRAMS / "psql")

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        return super().settings_to_cmd_args_env({**settings_dict, "HOST": _address(settings_dict)}, parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self):
        return {**super().get_connection_params(), "host": _address(self.settings_dict)}
