"""Opening a store: a file of SQLite told by its path, a database of PostgreSQL by its address."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from cluster_desk.core.disk import shown, sqlite_address
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import is_data_file
from cluster_desk.core.language import _
from cluster_desk.district.store import migrations

_PATIENCE = 60.0  # seconds that one waits for another
_SERVERS = ("postgresql://", "postgres://", "postgresql+psycopg://")
_OLDEST_SERVER = 15
_MARK = 0x43445354
"""What a store of SQLite says of itself (`application_id`): no other program's file is written to."""


def is_server(where: str) -> bool:
    """Whether an address is that of a server."""
    return where.startswith(_SERVERS)


class Store:
    """An open store. `read_only`: it is only asked, never written, nor brought up to this version."""

    def __init__(self, where: str | Path, *, read_only: bool = False) -> None:
        self.read_only = read_only
        self.where = str(where)
        self.is_server = is_server(self.where)
        self._engine = self._server() if self.is_server else self._file(Path(where))
        try:
            with self._told():
                self._make_sure()
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """What it is called in messages; no password."""
        return make_url(self.where).render_as_string(hide_password=True) if self.is_server else shown(self.where)

    def close(self) -> None:
        """Let it go."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction in which everything read is of one moment."""
        with self._told(), self._engine.connect() as connection:
            if self.is_server:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is stored whole or not at all. Raises what the engine raises: the loader tries again."""
        if self.read_only:
            raise UserError(_("The store is open for reading only."))
        with self._engine.begin() as connection:
            yield connection

    def _file(self, path: Path) -> Engine:
        if not path.exists() and self.read_only:
            raise UserError(_("There is no store “%s” yet.") % shown(str(path)), do=_("Load a report into it first."))
        if not path.parent.is_dir():
            raise UserError(_("There is no folder “%s”.") % shown(str(path.parent)), do=_("Choose another folder."))
        _refuse_other_file(path)
        mode = "ro" if self.read_only else "rwc"
        address = sqlite_address(path, mode=mode)

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(address, uri=True, timeout=_PATIENCE, check_same_thread=False, isolation_level=None)

        engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

        @event.listens_for(engine, "connect")
        def begun(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -65536")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN" if self.read_only else "BEGIN IMMEDIATE")

        return engine

    def _server(self) -> Engine:
        try:
            url = make_url(self.where).set(drivername="postgresql+psycopg")
            return create_engine(_with_name(url), poolclass=NullPool)
        except (ArgumentError, ValueError) as error:
            raise UserError(
                _("The address of the server cannot be understood."),
                do=_("Write it like postgresql://user@host/database."),
            ) from error
        except ModuleNotFoundError as error:
            raise UserError(
                _("This program cannot speak with PostgreSQL: its part psycopg is not installed."),
                do=_('Install it with: pip install "cluster-desk[server]", or the setup built with SERVER=1.'),
            ) from error

    def _make_sure(self) -> None:
        """Bring the tables up to this version, or see that they are."""
        with self._engine.connect() as connection:
            if self.is_server:
                _refuse_old_server(connection)
        with self._engine.begin() as connection:
            if self.read_only:
                migrations.make_sure(connection)
            else:
                migrations.bring_up(connection)
                if not self.is_server:
                    connection.exec_driver_sql(f"PRAGMA application_id = {_MARK}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have what the engine refuses told as a sentence, without its words: they may hold a password."""
        try:
            yield
        except DBAPIError as error:
            told = describe(error, self)
            if told is None:
                raise
            raise told from error


_NOT_NOW = ("08", "40", "53", "55", "57")
"""Classes of a server's states: no connection, done again in vain, no room, in use, shutting down."""


def describe(error: DBAPIError, store: Store) -> UserError | None:
    """The sentence for what an engine refuses; None where it refuses a mistake of ours."""
    state = getattr(error.orig, "sqlstate", "") or ""
    if state == "42501" or "readonly" in str(error.orig):
        return UserError(
            _("The store “%s” may only be read.") % store.name,
            do=_("Ask whoever keeps it for the right to load."),
            kept=_("Nothing of it was loaded."),
        )
    if isinstance(error, OperationalError) and store.is_server and not state:
        return UserError(
            _("The server does not answer: %s.") % store.name,
            do=_("Check the address, the name and the password, and that the server is running."),
        )
    if state.startswith("28"):
        return UserError(_("The server does not know this name or password: %s.") % store.name)
    if state == "3D000":
        return UserError(_("There is no such database: %s.") % store.name, do=_("Make it first: see docs/district.md."))
    if "malformed" in str(error.orig) or "not a database" in str(error.orig):
        return UserError(
            _("The store “%s” is damaged.") % store.name,
            do=_("Put it aside: it is made anew of the reports in the folder."),
        )
    if state.startswith(_NOT_NOW) or (isinstance(error, OperationalError) and not store.is_server):
        return UserError(
            _("The store “%s” is in use or does not answer.") % store.name, do=_("Do it once more in a minute.")
        )
    return None


def _with_name(url: URL) -> URL:
    """The address, which tells the server who we are and how long we wait for it."""
    told = {"application_name": "cluster-desk", "connect_timeout": "10"}
    return url.update_query_dict({name: value for name, value in told.items() if name not in url.query})


def _refuse_other_file(path: Path) -> None:
    """No data file of an office and no other program's file is made into a store."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        head = file.read(72)
    mark = int.from_bytes(head[68:72], "big")
    if not is_data_file(path) or mark != _MARK:
        raise UserError(
            _("“%s” is no store of a district.") % shown(str(path)),
            do=_("Tell the path of a new file, or of a store made before."),
        )


def _refuse_old_server(connection: Connection) -> None:
    number = int(connection.scalar(text("SHOW server_version_num"))) // 10_000
    if number < _OLDEST_SERVER:
        raise UserError(
            _("The server is PostgreSQL %(has)d; it must be %(least)d or newer.")
            % {"has": number, "least": _OLDEST_SERVER}
        )
