"""Secrets: taken from environment variables only, and kept out of everything that is shown or stored."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from schemas.text import PersonError, Text

_USERINFO = re.compile(r"(?<=//)[^/@\s]{1,500}@")
_SECRET_NAME = re.compile(
    r"(?i)(?:.*[_-])?(?:pass|password|passwd|pwd|token|secret|(?:api)?key|sig|signature|auth|authorization|credential)"
)
_NAMED_SECRET = re.compile(
    r"(?i)((?:password|passwd|pwd|token|secret|key|signature|authorization|credential)\w{0,20}['\"]?\s?[=:]\s?)"
    r"['\"]?(?:bearer\s+|basic\s+)?[^\s&,;'\"]+"
)
_DETAIL_LENGTH = 200
_READ_LENGTH = 2000


def from_environment(variable: str, source: str) -> str:
    """The value of the variable a source names for its secret. Raises PersonError when it is not set."""
    value = os.environ.get(variable, "")
    if not value:
        raise PersonError(
            Text(
                id=f"Variabel lingkungan {variable} untuk sumber {source} kosong atau tidak ada.",
                en=f"The environment variable {variable} for source {source} is empty or missing.",
            ),
            Text(
                id="Isi variabel itu sebelum menjalankan; jangan menulis rahasia di berkas konfigurasi.",
                en="Set it before running; do not write secrets into the configuration file.",
            ),
            where=source,
        )
    return value


def refuse_secrets_in(location: str, source: str) -> None:
    """Raise PersonError if an address carries a password or token; neither is repeated."""
    parts = urlsplit(location)
    if parts.password is None and not any(names_a_secret(name) for name, _ in parse_qsl(parts.query)):
        return
    raise PersonError(
        Text(
            id=f"Alamat sumber {source} memuat kata sandi atau token.",
            en=f"The address of source {source} contains a password or token.",
        ),
        Text(
            id="Hapus dari alamat, simpan di variabel lingkungan, dan sebut namanya di password_env atau token_env.",
            en="Take it out, keep it in an environment variable and name that in password_env or token_env.",
        ),
        where=without_credentials(location),
    )


def names_a_secret(parameter: str) -> bool:
    """Whether a parameter's name says that its value is a password, token or key."""
    return _SECRET_NAME.fullmatch(parameter) is not None


def without_credentials(address: str) -> str:
    """An address as it may be shown and stored: no user, no password, no query, no fragment."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def describe(error: BaseException, secrets: Iterable[str] = ()) -> str:
    """An error for people: its kind and first line, without credentials, 200 characters at most."""
    lines = str(error).strip().splitlines()
    detail = _NAMED_SECRET.sub(r"\1***", _USERINFO.sub("", lines[0][:_READ_LENGTH] if lines else ""))
    for secret in secrets:
        for spelling in {secret, quote(secret, safe=""), quote(secret)}:
            if spelling:
                detail = detail.replace(spelling, "***")
    kind = type(error).__name__
    return f"{kind}: {detail[:_DETAIL_LENGTH]}".rstrip(": .") if detail else kind
