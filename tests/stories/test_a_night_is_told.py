"""Whole nights through the real command line: what a newcomer, a steward and a script see."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path

import httpx
import orjson
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from simulation.unreadable import unreadable_bytes
from tests.stories.conftest import ARTIFACTS, JUJUR, Office, Opener, Said, until
from tests.stories.tiny_regency import AS_OF

pytestmark = [pytest.mark.stories, pytest.mark.long]

Judged = tuple[Office, Said]
SERIOUS = ("blokir", "peringatan")


def filled_rows(workbook: Path) -> int:
    """Rows with anything in them, counted without any of our readers."""
    book = CalamineWorkbook.from_path(workbook)
    return sum(
        any(str(cell).strip() for cell in row)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    )


def test_an_honest_regency_ends_well_and_without_anomalies(judged: Judged) -> None:
    office, said = judged
    assert said.code == 0, said.err
    assert said.err == ""
    assert said.summary["versi_baru"]
    assert said.summary["berkas"]["diterima"] == len(list(office.inbox.rglob("*.xlsx")))
    assert said.summary["berkas"]["tak_terbaca"] == 0
    assert said.summary["kelengkapan"]["belum_masuk"] == 0
    serious = office.table("anomali").filter(pl.col("keparahan").is_in(SERIOUS))
    assert serious.select("aturan", "pesan").rows() == []


def test_the_json_is_one_object_and_the_only_thing_on_standard_output(judged: Judged) -> None:
    _, said = judged
    assert len(said.out.strip().splitlines()) == 1
    assert isinstance(said.summary, dict)


def test_honest_shortfalls_are_told_and_are_no_anomaly(judged: Judged) -> None:
    office, said = judged
    shortfalls = office.table("kekurangan")
    assert shortfalls.height == said.summary["kekurangan_jujur"] > 0
    assert set(shortfalls["baris_id"]).isdisjoint(office.table("anomali")["baris_id"].drop_nulls())


def test_every_row_of_every_file_ends_in_one_place(judged: Judged) -> None:
    office, said = judged
    files = {row["nama_berkas"]: row for row in office.table("berkas").iter_rows(named=True)}
    for path in office.inbox.rglob("*.xlsx"):
        row = files[path.name]
        assert row["baris_dibaca"] == filled_rows(path), path.name
        ends = row["baris_terbit"] + row["baris_ditahan"] + row["baris_disisihkan"]
        assert ends == row["baris_dibaca"], path.name
        assert sum(orjson.loads(row["alasan_disisihkan"]).values()) == row["baris_disisihkan"], path.name
    counted = said.summary["baris"]
    assert counted["dibaca"] == counted["terbit"] + counted["ditahan"] + counted["disisihkan"]


def test_the_same_inbox_again_says_that_nothing_changed_also_when_nobody_takes_the_message(judged: Judged) -> None:
    office, first = judged
    before = office.versions()
    nobody = {"JUJUR_ALAMAT_PEMBERITAHUAN": "json://petugas:sandi-rahasia@127.0.0.1:9/malam"}
    again = office.say("run", "--as-of", first.summary["tanggal"], "--lang", "en", **nobody)
    assert again.code == 0, again.err
    assert again.is_quiet(), again.out + again.err
    assert re.search(r"Nothing changed: version\s+" + first.summary["versi"], again.out)
    assert "0 new arrivals" in again.out
    assert office.versions() == before
    assert len(again.err.strip().splitlines()) == 1
    assert "The notification could not be delivered." in again.err
    for path in (*office.home.rglob("*.db*"), *office.home.rglob("*.json")):
        assert b"sandi-rahasia" not in path.read_bytes()
    assert "sandi-rahasia" not in again.out + again.err


def test_status_rules_explain_trace_and_verify_answer(judged: Judged) -> None:
    office, first = judged
    assert first.summary["versi"] in office.say("status").out
    assert orjson.loads(office.say("status", "--json").out)["terbitan"] == first.summary["versi"]
    assert "ANG-001" in office.say("rules", "--lang", "en").out
    shown = office.say("rules", "ang-001")
    assert shown.code == 0
    assert "pagu" in shown.out.lower()
    trace = office.table("jejak").filter(pl.col("tujuan") == "terbit").row(0, named=True)
    told = office.say("trace", trace["nama_berkas"], trace["lembar"], str(trace["baris"]))
    assert told.code == 0
    assert "terbit" in told.out
    checked = office.say("verify")
    assert checked.code == 0, checked.out
    assert checked.out.count("✓") == 3


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("rules", "XYZ-999"), "XYZ-999"),
        (("explain", "tidak-ada"), "anomali.xlsx"),
        (("trace", "tidak-ada.xlsx", "RFK", "1"), "tidak-ada.xlsx"),
        (("run", "--as-of", "15-12-2025"), "YYYY-MM-DD"),
        (("run", "--home", "/proc/tidak/ada"), "/proc/tidak/ada"),
        (("run", "--config", "tidak-ada.toml"), "tidak-ada.toml"),
    ],
)
def test_a_wrong_question_is_answered_by_what_to_do(judged: Judged, arguments: tuple[str, ...], expected: str) -> None:
    said = judged[0].say(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert expected in said.err
    assert "Yang dapat dilakukan:" in said.err
    assert said.is_quiet()
    assert "What to do:" in judged[0].say("--lang", "en", *arguments).err


def test_an_unknown_setting_names_the_nearest_one(judged: Judged, tmp_path: Path) -> None:
    file = tmp_path / "jujur.toml"
    file.write_text("[tengat]\nrfk = 5\n")
    said = judged[0].say("run", "--config", str(file))
    assert said.code == 2
    assert "tenggat" in said.err


def dishonest(office: Office) -> None:
    """A year-end miracle: one agency's April workbook with a ceiling overrun and a percentage of its own."""
    from openpyxl import load_workbook

    path = office.regency.path("RFK Bag. Adbang April")
    target = office.inbox / path.relative_to(office.regency.inbox)
    book = load_workbook(target)
    sheet = book["RFK"]
    changed = 0
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, int) and cell.value > 50_000_000:
                cell.value *= 3
                changed += 1
    assert changed > 3
    book.save(target)


BROKEN = {
    "rusak.xlsx": unreadable_bytes("berkas_rusak"),
    "kosong.xlsx": b"",
    "foto.xlsx": unreadable_bytes("bukan_workbook"),
    "terkunci.xlsx": unreadable_bytes("berkas_terenkripsi"),
}


def bomb(path: Path) -> None:
    """A workbook whose one sheet unpacks to a gigabyte of spaces."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(700):
                sheet.write(b" " * 1_000_000)


@pytest.fixture(scope="module")
def troubled(open_office: Opener) -> Judged:
    """A night with one dishonest workbook, five that cannot be read, and hostile names."""
    office = open_office("bermasalah")
    dishonest(office)
    for name, content in BROKEN.items():
        (office.inbox / name).write_bytes(content)
    bomb(office.inbox / "bom.xlsx")
    honest = office.regency.path("DPA Bag. Adbang")
    shutil.copyfile(honest, office.inbox / "..%2f..%2fetc%2fpasswd\x1b[31m\u202exslx.xlsx")
    return office, office.night()


def test_dishonest_and_unreadable_files_are_findings_and_the_night_succeeds(troubled: Judged) -> None:
    _, said = troubled
    assert said.code == 0, said.err
    assert said.err == ""
    assert said.summary["temuan"]["menurut_keparahan"].get("blokir", 0) > 0
    assert said.summary["berkas"]["tak_terbaca"] == len(BROKEN) + 1


def test_each_unreadable_file_is_one_clear_finding(troubled: Judged) -> None:
    office, _ = troubled
    found = office.table("anomali").filter(pl.col("nama_berkas").is_in([*BROKEN, "bom.xlsx"]))
    assert sorted(found["nama_berkas"]) == sorted([*BROKEN, "bom.xlsx"])
    assert found["aturan"].n_unique() == 1


def test_a_finding_is_explained_with_its_numbers_and_its_history(troubled: Judged) -> None:
    office, _ = troubled
    finding = office.table("anomali").filter(pl.col("keparahan") == "blokir").row(0, named=True)
    said = office.say("explain", finding["finding_id"], "--lang", "en")
    assert said.code == 0, said.err
    assert finding["aturan"] in said.out
    assert "Basis" in said.out
    assert said.is_quiet()


def test_held_rows_are_listed_and_not_published(troubled: Judged) -> None:
    office, said = troubled
    held = office.table("ditahan")
    assert held.height > 0
    published = pl.concat([office.table(name).select("baris_id") for name in ("realisasi", "lra", "anggaran")])
    assert set(held["baris_id"]).isdisjoint(published["baris_id"])
    assert said.summary["baris"]["ditahan"] > 0


def test_hostile_file_names_are_harmless_everywhere(troubled: Judged) -> None:
    office, said = troubled
    names = office.table("berkas")["nama_berkas"].str.join("").item()
    assert "\x1b" not in names + said.out + said.err
    assert "\u202e" not in names
    assert "/" not in names


def test_an_inbox_that_is_not_there_and_one_with_nothing_in_it_are_told_and_the_night_goes_on(
    open_office: Opener,
) -> None:
    office = open_office("tanpa-kotak", empty=True)
    office.inbox.rmdir()
    said = office.night()
    assert said.code == 0, said.err
    assert said.is_quiet()
    assert len(said.summary["berkas"]["sumber_bermasalah"]) == 1
    office.inbox.mkdir()
    said = office.say("run", "--as-of", "2025-05-15")
    assert said.code == 0, said.err
    assert said.is_quiet(), said.out + said.err
    assert office.table("realisasi").height == 0
    assert office.table("kelengkapan").filter(pl.col("keadaan") == "belum_masuk").height > 0


def test_tampering_is_found_wherever_it_happens(judged: Judged, tmp_path: Path) -> None:
    source, first = judged
    home = tmp_path / "salinan"
    shutil.copytree(source.home, home, symlinks=True)
    office = Office(home, source.regency, source.environment | {"JUJUR_TEMPAT_HOME": str(home)})
    assert office.say("verify").code == 0
    snapshot = home / "published" / first.summary["versi"] / "realisasi.csv"
    raw = next(path for path in (home / "mentah").rglob("*") if path.is_file() and path.stat().st_size > 1000)
    for path in (snapshot, raw):
        content = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(content[:-3] + b"9\r\n")
        said = office.say("verify")
        assert said.code == 1, path
        assert said.out.count("✗") == 1
        path.write_bytes(content)
        assert office.say("verify").code == 0
    import sqlite3

    with sqlite3.connect(home / "jujur.db") as database:
        triggers = database.execute("select name from sqlite_master where type = 'trigger'").fetchall()
        for (name,) in triggers:
            database.execute(f'drop trigger "{name}"')
        database.execute("update arrivals set nama_berkas = 'lain.xlsx' where id = (select min(id) from arrivals)")
    said = office.say("verify")
    assert said.code == 1
    assert "✗" in said.out


def test_nights_on_a_server_of_others_are_completed_runs_with_artifacts(
    judged: tuple[Office, Said], prefect_api: str
) -> None:
    assert judged[1].code == 0
    runs = httpx.post(f"{prefect_api}/flow_runs/filter", json={}, timeout=30).json()
    assert "COMPLETED" in {run["state_type"] for run in runs}
    kept = httpx.post(f"{prefect_api}/artifacts/filter", json={}, timeout=30).json()
    assert {artifact["key"] for artifact in kept} >= ARTIFACTS
    tasks = httpx.post(f"{prefect_api}/task_runs/filter", json={}, timeout=30).json()
    assert {task["name"].rpartition("-")[0] for task in tasks} >= {"receive", "read", "gate", "check", "settle"}


def test_a_second_night_at_the_same_time_is_refused_and_the_first_ends_well(judged: tuple[Office, Said]) -> None:
    office, _ = judged
    holder = office.home / "malam.pemegang.json"
    command = [str(JUJUR), "run", "--as-of", AS_OF.isoformat(), "--json"]
    with subprocess.Popen(command, env=office.environment, cwd=office.home, stdout=subprocess.PIPE) as first:
        until(holder.exists)
        first.send_signal(signal.SIGSTOP)  # an unchanged night may be over before the second has begun
        second = office.night()
        first.send_signal(signal.SIGCONT)
        assert first.wait(120) == 0
    assert second.code == os.EX_TEMPFAIL
    assert second.out == ""
    assert "Proses malam lain sedang berjalan" in second.err
    assert str(first.pid) in second.err
    assert second.is_quiet()
