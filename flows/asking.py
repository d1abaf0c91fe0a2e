"""Questions from the terminal about one finding or one row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import polars as pl
from rich.console import Console

from checks.explanation import Judged, told
from checks.explanation import explain as explain_finding
from checks.phrasing import period_words
from checks.registry import rules
from checks.words import sentence
from flows.config import Settings
from flows.standing import NO_SNAPSHOT, RUN_FIRST, open_ledger
from ledger.one_finding import case_size, one_finding
from ledger.reports import timeline
from publishing.verify import current_version
from schemas.text import Language, PersonError, Text
from sources.agency_names import agency_names


def explain(settings: Settings, finding_id: str, language: Language) -> None:
    """One finding: sentence, place, numbers, basis, what would settle it, history."""
    with open_ledger(settings) as ledger:
        finding = one_finding(ledger, finding_id)
        if finding is None:
            raise PersonError(
                Text(f"Temuan {finding_id} tidak dikenal.", f"There is no finding {finding_id}."),
                Text("Nomornya ada di anomali.xlsx.", "Its number is in anomali.xlsx."),
            )
        story = timeline(ledger, finding_id)
        members = case_size(ledger, finding["kasus"])
    rule = rules()[finding["aturan"]]
    console = Console()
    console.print(f"[bold]{rule.id}[/bold] {rule.title.of(language)}  ({finding['keparahan']}, {finding['status']})")
    names = agency_names(settings.reference_dir)
    console.print(sentence(rule, finding, language, names), highlight=False)
    explanation = explain_finding(finding, _judged_tonight(settings, rule.id), members)
    basis = (Text("Dasar", "Basis").of(language), _tagged(finding["dasar"], language))
    facts = [(label.of(language), value) for label, value in _facts(finding, language, names)]
    for label, value in (*facts, *told(explanation, language, of_all=True), basis):
        console.print(f"  {label}: {value}", highlight=False)
    for step in story:
        console.print(f"  {step.at:%Y-%m-%d %H:%M} {step.what} {step.who}", highlight=False)


def _facts(finding: dict[str, Any], language: Language, names: dict[str, str]) -> list[tuple[Text, str]]:
    about = [str(value) for value in orjson.loads(finding["subjek"]).values() if value]
    return [
        (Text("OPD", "Agency"), names.get(finding["kode_opd"], str(finding["kode_opd"] or "-"))),
        (Text("Periode", "Period"), period_words(finding["periode"], language)),
        (Text("Tentang", "About"), ", ".join(about)),
        (Text("Tempat", "Place"), _place(finding)),
        (Text("Isi sel", "The cell says"), str(finding["nilai_asli"] or "-")),
    ]


def _judged_tonight(settings: Settings, rule_id: str) -> Judged | None:
    """How the rule's units fared in the snapshot in force; None where there is none."""
    if current_version(settings.home) is None:
        return None
    totals = _snapshot(settings, "cakupan").filter((pl.col("aturan") == rule_id) & pl.col("alasan").is_null())
    return Judged(int(totals["lolos"].sum()), int(totals["gagal"].sum()))


def _tagged(basis: str, language: Language) -> str:
    """The legal basis with its tag in words: what nobody confirmed says so."""
    unconfirmed = Text("belum dikonfirmasi", "not yet confirmed").of(language)
    return basis.replace("[K]", f"({unconfirmed})").replace(" [S]", "")


def _place(finding: dict[str, Any]) -> str:
    if finding["lembar"] is None:
        return "-"
    return f"{finding['lembar']}, {finding['sel'] or finding['baris'] or ''} ({str(finding['berkas'])[:12]})"


def trace(settings: Settings, file: str, sheet: str, row: int, language: Language) -> None:
    """Where one row of one file ended in the current snapshot. ``file`` is a name, a hash, or the start of one."""
    jejak = _snapshot(settings, "jejak")
    named = _snapshot(settings, "berkas").filter(pl.col("nama_berkas") == Path(file).name)["berkas"]
    of_file = jejak.filter(pl.col("berkas").is_in(named.implode()) | pl.col("berkas").str.starts_with(file))
    found = of_file.filter((pl.col("lembar") == sheet) & (pl.col("baris") == row))
    if not found.height:
        sheets = ", ".join(of_file["lembar"].unique().sort()) or Text("berkas tidak dikenal", "unknown file").of(
            language
        )
        raise PersonError(
            Text("Tidak ada baris berisi di tempat itu.", "There is no filled row at that place."),
            Text(f"Lembar yang ada: {sheets}.", f"Sheets there are: {sheets}."),
            where=f"{file}, {sheet}, {row}",
        )
    console = Console()
    for entry in found.iter_rows(named=True):
        console.print(
            f"{entry['nama_berkas']} · {entry['lembar']} · {entry['baris']}: [bold]{entry['tujuan']}[/bold]"
            f" ({entry['peran']}{', ' + entry['dataset'] if entry['dataset'] else ''}) {entry['alasan'] or ''}",
            highlight=False,
        )
        anomalies = _snapshot(settings, "anomali").filter(
            (pl.col("berkas") == entry["berkas"]) & (pl.col("lembar") == sheet) & (pl.col("baris") == row)
        )
        words = "pesan" if language == "id" else "pesan_en"
        for finding in anomalies.iter_rows(named=True):
            console.print(f"  {finding['aturan']} {finding['finding_id']}: {finding[words]}", highlight=False)


def _snapshot(settings: Settings, table: str) -> pl.DataFrame:
    if current_version(settings.home) is None:
        raise PersonError(NO_SNAPSHOT, RUN_FIRST, where=str(settings.home))
    return pl.read_parquet(settings.home / "published" / "current" / f"{table}.parquet")
