"""``jujur digest``: the morning's message to the stewards. Numbers of findings and links, never a figure or a name."""

from __future__ import annotations

from datetime import date

import click

from flows.config import Settings
from flows.home import make_home
from flows.night import Night
from flows.telling import destinations, send
from ledger.database import Ledger
from ledger.morning import Morning, morning_after
from ledger.runs import FINISHED, recent_runs
from schemas.text import Language, PersonError, Text

NIGHTS_BACK = 30


def send_night_digest(night: Night) -> None:
    """The morning's message of this night, where somebody is configured to get it."""
    to = morning_addresses(night.settings)
    if to:
        _send(night.settings, to, night.as_of, morning_after(night.ledger, night.run_id))


def send_digest(settings: Settings, language: Language) -> None:
    """The message of the last finished night, again. PersonError if nobody is to get it, or no night has ended."""
    to = morning_addresses(settings)
    if not to:
        raise PersonError(
            Text("Belum ada penerima ringkasan pagi.", "Nobody is set to get the morning digest."),
            Text("Isi [pemberitahuan] pagi di jujur.toml.", "Set [pemberitahuan] pagi in jujur.toml."),
        )
    make_home(settings)
    with Ledger.open(settings.database_url) as ledger:
        last = next((run for run in recent_runs(ledger, NIGHTS_BACK) if run.state in FINISHED), None)
        if last is None:
            raise PersonError(
                Text("Belum ada malam yang selesai.", "No night has ended yet."),
                Text("Jalankan jujur run dahulu.", "Run jujur run first."),
                where=str(settings.home),
            )
        _send(settings, to, last.as_of, morning_after(ledger, last.run_id))
    click.echo(Text(f"Terkirim ke {len(to)} alamat.", f"Sent to {len(to)} addresses.").of(language))


def morning_addresses(settings: Settings) -> list[str]:
    """Who gets the message: from the settings and from the environment variable they name."""
    return destinations(settings.pemberitahuan.pagi, settings.pemberitahuan.pagi_env)


def digest_text(morning: Morning, application: str, language: Language) -> str:
    """A line for everything there is some of, each with the page that lists it where ``application`` is known."""
    lines = [
        (morning.new, Text("temuan baru", "new findings"), "/antrian"),
        (morning.reopened, Text("temuan muncul kembali", "findings back again"), "/antrian"),
        (morning.lapsed, Text("putusan gugur", "decisions lapsed"), "/antrian"),
        (morning.overdue, Text("temuan lewat tenggat", "findings overdue"), "/temuan?tenggat=lewat"),
        (morning.waiting, Text("temuan menunggu seluruhnya", "findings waiting in all"), "/temuan"),
    ]
    told = [_line(count, words.of(language), application, page) for count, words, page in lines if count]
    nothing = Text("Tidak ada temuan yang menunggu.", "No finding is waiting.").of(language)
    closing = Text("Temuan bukan tuduhan; temuan adalah pertanyaan.", "A finding is a question, not an accusation.")
    return "\n".join([*(told or [nothing]), "", closing.of(language)])


def _line(count: int, words: str, application: str, page: str) -> str:
    link = f": {application.rstrip('/')}{page}" if application else ""
    return f"{count} {words}{link}"


def _send(settings: Settings, to: list[str], day: date, morning: Morning) -> None:
    language = settings.tampilan.bahasa
    title = Text(f"Jujur {day.isoformat()}: pagi ini", f"Jujur {day.isoformat()}: this morning").of(language)
    send(to, title, digest_text(morning, settings.tinjauan.alamat, language))
