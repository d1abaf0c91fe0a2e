"""The command ``jujur``. Imports of the heavy rooms happen inside each command, so that help answers at once."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.config import Settings, load_settings
from schemas.text import Language, PersonError, Text

HELP = {
    "": Text(
        "Jujur: validasi malam atas laporan perangkat daerah. Angka tidak wajar menjadi pertanyaan, bukan tuduhan.",
        "Jujur: nightly validation of agencies' reports. Implausible figures become questions, not accusations.",
    ),
    "run": Text("Jalankan satu malam: tarik, baca, nilai, terbitkan.", "Run one night: pull, read, judge, publish."),
    "sample": Text("Tulis kiriman contoh satu kabupaten (SINTETIS).", "Write a sample regency (SYNTHETIC)."),
    "serve": Text("Jalankan terus menurut jadwal.", "Keep running by the schedule."),
    "status": Text("Keadaan terakhir: malam, terbitan, antrean.", "Last state: nights, snapshot, queue."),
    "rules": Text("Daftar aturan, atau satu aturan lengkap.", "List the rules, or show one in full."),
    "explain": Text("Jelaskan satu temuan, bukti dan riwayatnya.", "Explain a finding, its evidence and history."),
    "usulan": Text(
        "Ketepatan aturan menurut putusan petugas, dan usulan ambang.",
        "Precision of rules by the stewards' verdicts, and limits to consider.",
    ),
    "trace": Text("Ke mana satu baris berakhir, dan mengapa.", "Where one row ended, and why."),
    "review": Text("Buka aplikasi petugas data di peramban.", "Open the stewards' application for browsers."),
    "digest": Text(
        "Kirim ringkasan pagi malam terakhir kepada petugas: banyaknya temuan dan tautan, tanpa angka keuangan.",
        "Send the last night's morning digest to the stewards: numbers of findings and links, no figures.",
    ),
    "user": Text("Pengguna aplikasi petugas data.", "Users of the stewards' application."),
    "user add": Text("Tambah pengguna; kata sandi sekali pakai dicetak.", "Add a user; prints a one-time password."),
    "user demo": Text(
        "Akun coba untuk folder contoh (SINTETIS); tidak untuk folder kerja lain.",
        "Accounts to try the sample (SYNTHETIC) with; for no other workspace.",
    ),
    "user list": Text("Daftar pengguna.", "List the users."),
    "user password": Text("Kata sandi sekali pakai yang baru.", "A new one-time password."),
    "user disable": Text("Nonaktifkan pengguna.", "Disable a user."),
    "verify": Text("Periksa rantai audit, terbitan dan berkas mentah.", "Verify audit chain, snapshots and raw files."),
}
OPTIONS = {
    "inbox": Text("Folder atau alamat kotak masuk; boleh berulang.", "Inbox folder or URL; may be repeated."),
    "home": Text("Folder kerja.", "Workspace folder."),
    "config": Text("Berkas pengaturan (bawaan: jujur.toml).", "Settings file (default: jujur.toml)."),
    "as_of": Text("Tanggal malam itu (YYYY-MM-DD); bawaan hari ini.", "Date of the night (YYYY-MM-DD); default today."),
    "json": Text("Cetak satu objek JSON di akhir.", "Print one JSON object last."),
    "seed": Text("Benih acak.", "Random seed."),
    "year": Text("Tahun anggaran.", "Budget year."),
    "host": Text("Alamat tempat mendengarkan.", "Address to listen on."),
    "port": Text("Nomor port.", "Port number."),
    "role": Text("Peran: steward, approver, opd, reader, admin.", "Role: steward, approver, opd, reader, admin."),
    "name": Text("Nama lengkap.", "Full name."),
    "opd": Text("Kode OPD, untuk peran opd.", "Agency code, for the role opd."),
    "no_password": Text("Tanpa kata sandi: masuk lewat penyedia identitas.", "No password: by the identity provider."),
    "lang": Text("Bahasa: id atau en.", "Language: id or en."),
}


INDONESIAN = (
    ("Usage:", "Cara pakai:"),
    ("Options:", "Pilihan:"),
    ("Commands:", "Perintah:"),
    ("Show this message and exit.", "Tampilkan pesan ini."),
    ("[OPTIONS]", "[PILIHAN]"),
    ("COMMAND [ARGS]...", "PERINTAH [ISIAN]..."),
)
"""The words click itself puts into a help page."""


class _Help(click.Command):
    """Help pages in the language of the command."""

    def get_help(self, ctx: click.Context) -> str:
        """The page, with click's own words translated."""
        text = super().get_help(ctx)
        if ctx.find_root().obj != "en":
            for english, indonesian in INDONESIAN:
                text = text.replace(english, indonesian)
        return text


class _Group(_Help, click.Group):
    """The tree."""


def main() -> None:
    """Entry point: ends with an exit code and never with a traceback for what a person can mend."""
    language = _language(sys.argv[1:])
    try:
        command(language)(standalone_mode=False, obj=language)
    except PersonError as error:
        click.echo(error.render(language), err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        click.echo(_misread(error).render(language), err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        stopped = Text(
            "Dihentikan. Terbitan terakhir tetap utuh; malam berikutnya melanjutkan.",
            "Stopped. The last snapshot is whole; the next night carries on.",
        )
        click.echo(stopped.of(language), err=True)
        sys.exit(130)
    except Exception:
        _report_our_fault(language)
        sys.exit(70)


def _misread(error: click.ClickException) -> PersonError:
    """A command typed wrongly, in both languages; what exactly is click's own sentence."""
    return PersonError(
        Text("Perintah tidak dapat dimengerti.", "The command cannot be understood."),
        Text("Lihat cara pakainya dengan --help.", "See how it is used with --help."),
        where=error.format_message(),
    )


def _report_our_fault(language: Language) -> None:
    """A bug of ours: keep the technical note in a file, and tell the person what it means for the data."""
    with tempfile.NamedTemporaryFile("w", prefix="jujur-galat-", suffix=".txt", delete=False, encoding="utf-8") as note:
        note.write(traceback.format_exc())
    told = PersonError(
        Text(
            "Jujur sendiri keliru; bukan salah data maupun Anda. Terbitan terakhir tetap utuh.",
            "Jujur itself went wrong; neither your data nor you are at fault. The last snapshot is whole.",
        ),
        Text("Kirim catatan teknis itu kepada pengelola.", "Send that technical note to whoever maintains Jujur."),
        where=note.name,
    )
    click.echo(told.render(language), err=True)


def _language(arguments: list[str]) -> Language:
    """The language asked for, else that of the settings; what is wrong with the settings is said later."""
    chosen = _value_of("--lang", arguments)
    if chosen is None:
        config = _value_of("--config", arguments)
        with contextlib.suppress(PersonError):
            chosen = load_settings(Path(config) if config else None).tampilan.bahasa
    return "en" if chosen == "en" else "id"


def _value_of(flag: str, arguments: list[str]) -> str | None:
    for position, argument in enumerate(arguments):
        if argument == flag and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(f"{flag}="):
            return argument.removeprefix(f"{flag}=")
    return None


def command(language: Language) -> click.Group:
    """The whole command tree with help in ``language``."""
    lang = _option("--lang", language, type=click.Choice(["id", "en"]), expose_value=False)
    group = _Group("jujur", help=HELP[""].of(language), params=[lang])
    places = [_option("--home", language), _option("--config", language)]
    as_json = _option("--json", language, is_flag=True)
    night = [_option("--inbox", language, multiple=True), _option("--as-of", language), as_json]
    _add(group, language, "run", _run, [*night, *places])
    _add(
        group,
        language,
        "sample",
        _sample,
        [
            click.Argument(["directory"], type=click.Path(path_type=Path)),
            _option("--seed", language, type=int, default=36),
            _option("--year", language, type=int, default=2025),
        ],
    )
    _add(group, language, "serve", _serve, places)
    _add(group, language, "status", _status, [as_json, *places])
    _add(group, language, "rules", _rules, [click.Argument(["rule_id"], required=False)])
    _add(group, language, "explain", _explain, [click.Argument(["finding_id"]), *places])
    _add(group, language, "usulan", _usulan, [as_json, *places])
    row = [click.Argument(["file"]), click.Argument(["sheet"]), click.Argument(["row"], type=int)]
    _add(group, language, "trace", _trace, [*row, *places])
    _add(group, language, "verify", _verify, places)
    where = [_option("--host", language, default="127.0.0.1"), _option("--port", language, type=int, default=8036)]
    _add(group, language, "review", _review, [*where, *places])
    _add(group, language, "digest", _digest, places)
    group.add_command(_user_group(language, places))
    return group


def _user_group(language: Language, places: list[click.Option]) -> click.Group:
    """``jujur user …``."""
    users = _Group("user", help=HELP["user"].of(language))
    user = click.Argument(["user"])
    about = [
        _option("--role", language, required=True),
        _option("--name", language),
        _option("--opd", language),
        _option("--no-password", language, is_flag=True),
    ]
    for name, call, parameters in (
        ("add", _user_add, [user, *about]),
        ("demo", _user_demo, []),
        ("list", _user_list, []),
        ("password", _user_password, [user]),
        ("disable", _user_disable, [user]),
    ):
        _add(users, language, f"user {name}", call, [*parameters, *places])
    return users


def _option(flag: str, language: Language, **settings: Any) -> click.Option:
    name = flag.removeprefix("--").replace("-", "_")
    return click.Option([flag], help=OPTIONS[name].of(language), **settings)


def _add(
    group: click.Group, language: Language, name: str, call: Callable[..., None], parameters: Sequence[click.Parameter]
) -> None:
    lang = _option("--lang", language, type=click.Choice(["id", "en"]), expose_value=False)

    def act(**values: Any) -> None:
        call(language, **values)

    group.add_command(
        _Help(name.rpartition(" ")[2], callback=act, params=[*parameters, lang], help=HELP[name].of(language))
    )


def _settings(config: str | None, home: str | None, inbox: tuple[str, ...] = ()) -> Settings:
    settings = load_settings(Path(config) if config else None)
    place = settings.tempat
    if home:
        default_inbox = str(Path(home) / "inbox")
        place = place.model_copy(update={"home": home, "kotak_masuk": [default_inbox]})
    if inbox:
        place = place.model_copy(update={"kotak_masuk": list(inbox)})
    return settings.model_copy(update={"tempat": place})


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PersonError(
            Text(f"Tanggal '{text}' tidak dapat dibaca.", f"The date '{text}' cannot be read."),
            Text("Tulis sebagai YYYY-MM-DD, misalnya 2025-12-15.", "Write it as YYYY-MM-DD, such as 2025-12-15."),
        ) from None


def _run(
    language: Language, inbox: tuple[str, ...], as_of: str | None, json: bool, home: str | None, config: str | None
) -> None:
    from flows.one_night import one_night

    settings = _settings(config, home, inbox)
    day = _date(as_of)
    summary = one_night(settings, day, language, show=not json)
    if json:
        import orjson

        click.echo(orjson.dumps(summary).decode())


def _sample(language: Language, directory: Path, seed: int, year: int) -> None:
    from flows.sampling import write

    write(directory, seed, year, language)


def _serve(language: Language, home: str | None, config: str | None) -> None:
    from flows.serving import serve

    serve(_settings(config, home), language, config)


def _status(language: Language, json: bool, home: str | None, config: str | None) -> None:
    from flows.standing import status

    status(_settings(config, home), language, as_json=json)


def _rules(language: Language, rule_id: str | None) -> None:
    from flows.rulebook import show_rules

    show_rules(rule_id, language)


def _explain(language: Language, finding_id: str, home: str | None, config: str | None) -> None:
    from flows.asking import explain

    explain(_settings(config, home), finding_id, language)


def _usulan(language: Language, json: bool, home: str | None, config: str | None) -> None:
    from flows.proposing import show_proposals

    show_proposals(_settings(config, home), language, as_json=json)


def _trace(language: Language, file: str, sheet: str, row: int, home: str | None, config: str | None) -> None:
    from flows.asking import trace

    trace(_settings(config, home), file, sheet, row, language)


def _verify(language: Language, home: str | None, config: str | None) -> None:
    from flows.verifying import verify

    if not verify(_settings(config, home), language):
        sys.exit(1)


def _review(language: Language, host: str, port: int, home: str | None, config: str | None) -> None:
    from flows.reviewing import review

    review(_settings(config, home), language, host, port)


def _digest(language: Language, home: str | None, config: str | None) -> None:
    from flows.digest import send_digest

    send_digest(_settings(config, home), language)


def _user_add(
    language: Language,
    user: str,
    role: str,
    name: str | None,
    opd: str | None,
    no_password: bool,
    home: str | None,
    config: str | None,
) -> None:
    from flows.accounts import add_user

    add_user(_settings(config, home), language, user, name, role, opd, without_password=no_password)


def _user_demo(language: Language, home: str | None, config: str | None) -> None:
    from flows.trying import open_demo_accounts

    open_demo_accounts(_settings(config, home), language)


def _user_list(language: Language, home: str | None, config: str | None) -> None:
    from flows.accounts import list_users

    list_users(_settings(config, home), language)


def _user_password(language: Language, user: str, home: str | None, config: str | None) -> None:
    from flows.accounts import set_user_password

    set_user_password(_settings(config, home), language, user)


def _user_disable(language: Language, user: str, home: str | None, config: str | None) -> None:
    from flows.accounts import disable_user

    disable_user(_settings(config, home), language, user)
