"""What every page needs: settings, the ledger, the published snapshot, the raw store, and the names of agencies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledger.attachments import FOLDER as EVIDENCE
from ledger.database import Ledger
from review.oidc import IdentityProvider, OidcSettings
from review.presence import Presence
from review.rate import RateLimit
from review.snapshot import Snapshots
from schemas.text import Language
from sources.store import RawStore

LOGIN_TRIES = 10
LOGIN_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """What the application is told: where the workspace is, whom it serves, and how careful cookies are.

    ``secure_cookies`` is off only where the browser sits on the same machine and no TLS stands between.
    ``capacity`` is how many cases of a queue are tonight's work.
    """

    home: Path
    database_url: str
    agency_names: Mapping[str, str]
    government: str = "Kabupaten Tangerang"
    language: Language = "id"
    secure_cookies: bool = True
    idle: timedelta = timedelta(minutes=30)
    capacity: int = 20
    largest_upload_bytes: int = 25 << 20
    """No request body may be larger, evidence files included."""
    reference_dir: Path = Path(__file__).parent.parent / "data" / "reference"
    layout_dirs: tuple[Path, ...] = ()
    """What uploaded files are read with, as at night."""
    oidc: OidcSettings | None = None
    """The identity provider beside passwords, where there is one."""


@dataclass(frozen=True, slots=True)
class Occurring:
    """Codes of agencies, rules and periods that occur among findings."""

    agencies: list[str]
    rules: list[str]
    periods: list[str]


@dataclass(slots=True)
class House:
    """The application's parts, made once; pages reach them through their visit."""

    settings: ReviewSettings
    ledger: Ledger
    snapshots: Snapshots
    store: RawStore
    evidence: RawStore
    presence: Presence
    provider: IdentityProvider | None = None
    occurring: dict[tuple[str, str | None], Occurring] = field(default_factory=dict)
    logins: RateLimit = field(default_factory=lambda: RateLimit(LOGIN_TRIES, LOGIN_SECONDS))

    @property
    def names(self) -> Mapping[str, str]:
        """Agency names by code."""
        return self.settings.agency_names

    def titles_of_codes(self) -> Mapping[str, str]:
        """Names of the sub kegiatan on file by code, in small letters, for searching."""
        return self.snapshots.titles()

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(UTC)


def open_house(settings: ReviewSettings) -> House:
    """Open ledger, store and snapshots; close the ledger when done."""
    ledger = Ledger.open(settings.database_url)
    return House(
        settings=settings,
        ledger=ledger,
        snapshots=Snapshots(settings.home),
        store=RawStore(settings.home / "mentah"),
        evidence=RawStore(settings.home / EVIDENCE),
        presence=Presence(ledger, settings.idle),
        provider=IdentityProvider(settings.oidc) if settings.oidc else None,
    )
