"""From a configured source to its connector."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import fsspec
import sqlalchemy as sa
from fsspec.registry import known_implementations

from schemas.text import PersonError, Text
from sources.connectors.base import Connector
from sources.connectors.contract import load_contract
from sources.connectors.credentials import refuse_secrets_in, without_credentials
from sources.connectors.deadline import Deadline
from sources.connectors.file_systems import connect_plainly, connect_s3
from sources.connectors.folder import FolderConnector
from sources.connectors.http_api import HttpApiConnector
from sources.connectors.options import KINDS, SourceConfig
from sources.connectors.remote import FileSystemConnector, HttpFilesConnector
from sources.connectors.sftp import CheckedSftp, SftpLogin
from sources.connectors.sql_table import SqlConnector
from sources.connectors.state import ConnectorState

_DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "sqlite": "sqlite",
}
_S3_OPTIONS = ("endpoint_url", "region", "anon", "key_env", "secret_env", "token_env")
_SFTP_OPTIONS = (
    "user",
    "user_env",
    "password_env",
    "key_file",
    "key_passphrase_env",
    "known_hosts",
    "host_key_sha256",
)
_FOREIGN_OPTIONS = ("user_env", "password_env", "token_env")


def connector_for(source: SourceConfig) -> Connector:
    """The connector of ``source``. Raises PersonError for a wrong option, a missing secret or an unknown address."""
    if source.kind not in KINDS:
        raise source.error(
            Text(id=f"Jenis sumber {source.kind} tidak dikenal.", en=f"Unknown kind of source {source.kind}."),
            Text(id=f"Pilih salah satu: {', '.join(KINDS)}.", en=f"Choose one of: {', '.join(KINDS)}."),
        )
    refuse_secrets_in(source.location, source.name)
    build: dict[str, Callable[[SourceConfig], Connector]] = {
        "folder": _folder,
        "remote": _remote,
        "http_api": _http_api,
        "sql": _sql,
    }
    return build[source.kind](source)


def source_from_argument(text: str) -> SourceConfig:
    """What ``--inbox`` names: a folder, a URL, a contract file (``.toml``), or ``postgresql://host/db#table``.

    Raises PersonError for an address of unknown kind, naming the nearest known one.
    """
    scheme, colon, _ = text.partition("://")
    if not colon:
        path = Path(text).expanduser().absolute()
        if path.suffix == ".toml" and path.is_file():
            return SourceConfig(path.stem, "http_api", str(path))
        return SourceConfig(path.name or "inbox", "folder", str(path))
    scheme = scheme.lower()
    if scheme == "file":
        path = Path(unquote(urlsplit(text).path))
        return SourceConfig(path.name or "inbox", "folder", str(path))
    if scheme.partition("+")[0] in _DRIVERS:
        location, _, table = text.partition("#")
        if not table:
            raise _needs_table(without_credentials(location))
        return SourceConfig(_slug(table), "sql", location, {"table": table})
    if scheme not in known_implementations:
        raise _unknown_scheme(scheme)
    return SourceConfig(_slug(without_credentials(text).partition("://")[2]), "remote", text)


def state_for(folder: Path, source: SourceConfig) -> ConnectorState:
    """The memory of ``source`` below ``folder``; another location of the same name has a memory of its own."""
    identity = hashlib.sha256(f"{source.name}\n{source.kind}\n{source.location}".encode()).hexdigest()[:10]
    return ConnectorState(folder / f"{_slug(source.name)}-{identity}.json")


def _folder(source: SourceConfig) -> Connector:
    source.refuse_unknown(("settle_s",))
    return FolderConnector(
        source.name,
        Path(source.location).expanduser(),
        settle_s=float(source.number("settle_s", 2.0, above=None)),
        limits=source.limits(),
    )


def _remote(source: SourceConfig) -> Connector:
    scheme = urlsplit(source.location).scheme.lower()
    pattern = source.text("pattern", "*")
    if scheme in ("http", "https"):
        source.refuse_unknown(("pattern", "token_env", "user_env", "password_env", "plain_http_token"))
        user, password = source.secret("user_env"), source.secret("password_env")
        return HttpFilesConnector(
            source.name,
            source.location,
            token=source.secret("token_env"),
            basic=(user, password) if user and password else None,
            plain_http_token=source.flag("plain_http_token"),
            pattern=pattern,
            limits=source.limits(),
        )
    if scheme in ("", "file", "local"):
        return _folder(SourceConfig(source.name, "folder", unquote(urlsplit(source.location).path), source.options))
    if scheme not in known_implementations or "::" in source.location:
        raise _unknown_scheme(scheme)
    connect, secrets = _connection(scheme, source)
    return FileSystemConnector(source.name, source.location, connect, secrets, pattern, source.limits())


def _connection(scheme: str, source: SourceConfig) -> tuple[Callable[[Deadline], Any], tuple[str, ...]]:
    limits = source.limits()
    if scheme in ("s3", "s3a"):
        source.refuse_unknown(("pattern", *_S3_OPTIONS))
        s3 = _s3_options(source)
        secrets = tuple(str(s3[k]) for k in ("key", "secret", "token") if s3.get(k))
        return lambda _: connect_s3(s3, limits), secrets
    if scheme in ("sftp", "ssh"):
        source.refuse_unknown(("pattern", *_SFTP_OPTIONS))
        login = _sftp_login(source)
        return lambda deadline: CheckedSftp(login, limits, deadline), tuple(
            s for s in (login.password, login.key_passphrase) if s
        )
    source.refuse_unknown(("pattern", *_FOREIGN_OPTIONS))
    named = {"username": "user_env", "password": "password_env", "token": "token_env"}
    options = {key: secret for key, option in named.items() if (secret := source.secret(option))}
    plain = fsspec.utils.infer_storage_options(source.location)
    options |= {key: plain[key] for key in ("host", "port") if key in plain and scheme == "ftp"}
    return lambda _: connect_plainly(scheme, options), tuple(str(v) for v in options.values())


def _s3_options(source: SourceConfig) -> dict[str, Any]:
    options: dict[str, Any] = {
        "anon": source.flag("anon"),
        "key": source.secret("key_env"),
        "secret": source.secret("secret_env"),
        "token": source.secret("token_env"),
        "endpoint_url": source.text("endpoint_url") or None,
    }
    if region := source.text("region"):
        options["client_kwargs"] = {"region_name": region}
    return {key: value for key, value in options.items() if value is not None}


def _sftp_login(source: SourceConfig) -> SftpLogin:
    address = urlsplit(source.location)
    return SftpLogin(
        host=address.hostname or "",
        port=address.port or 22,
        user=source.secret("user_env") or source.text("user") or address.username,
        password=source.secret("password_env"),
        key_file=source.text("key_file") or None,
        key_passphrase=source.secret("key_passphrase_env"),
        known_hosts=source.text("known_hosts") or None,
        host_key_sha256=source.text("host_key_sha256") or None,
    )


def _http_api(source: SourceConfig) -> Connector:
    source.refuse_unknown(("token_env", "plain_http_token"))
    return HttpApiConnector(
        source.name,
        load_contract(Path(source.location).expanduser()),
        token=source.secret("token_env"),
        plain_http_token=source.flag("plain_http_token"),
        limits=source.limits(),
    )


def _sql(source: SourceConfig) -> Connector:
    source.refuse_unknown(("table", "query", "user", "user_env", "password_env"))
    table, query = source.text("table"), source.text("query")
    if bool(table) == bool(query):
        raise source.error(
            Text(id="Sebut salah satu: table atau query.", en="Name one of: table or query."),
            Text(id="Lengkapi opsi sumber ini.", en="Complete this source's options."),
        )
    return SqlConnector(source.name, _database_url(source), table, query, source.limits())


def _database_url(source: SourceConfig) -> sa.URL:
    try:
        url = sa.make_url(source.location)
    except sa.exc.ArgumentError:
        raise _unknown_scheme(source.location.partition("://")[0]) from None
    backend = url.get_backend_name()
    if backend not in _DRIVERS:
        raise _unknown_scheme(backend)
    if backend == "sqlite":
        path = Path(url.database or "").expanduser().absolute()
        return sa.URL.create("sqlite", database=f"file:{path.as_posix()}", query={"mode": "ro", "uri": "true"})
    user = source.secret("user_env") or source.text("user") or url.username
    return url.set(drivername=_DRIVERS[backend], username=user, password=source.secret("password_env"))


def _slug(text: str) -> str:
    return re.sub(r"[^\w.-]+", "_", text).strip("_.")[:80] or "sumber"


def _unknown_scheme(scheme: str) -> PersonError:
    ours = ["s3", "sftp", "http", "https", "file", "postgresql", "mysql", "sqlite"]
    near = difflib.get_close_matches(scheme, ours, n=1, cutoff=0.5)
    known_id = f"Mungkin maksudnya {near[0]}://." if near else f"Yang dikenal: {', '.join(ours)}."
    known_en = f"Perhaps {near[0]}:// was meant." if near else f"Known: {', '.join(ours)}."
    return PersonError(
        Text(id=f"Jenis alamat {scheme}:// tidak dikenal.", en=f"Unknown kind of address {scheme}://."),
        Text(id=known_id, en=known_en),
        where=f"{scheme}://",
    )


def _needs_table(location: str) -> PersonError:
    return PersonError(
        Text(id="Alamat basis data perlu nama tabel.", en="A database address needs a table."),
        Text(id="Tulis di belakang tanda pagar: …/basisdata#tabel.", en="Write it behind a hash: …/database#table."),
        where=location,
    )
