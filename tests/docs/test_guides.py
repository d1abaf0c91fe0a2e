"""The guides hold: their examples are read by the code itself, their commands exist, their links lead somewhere."""

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
import xlsxwriter

from flows.command_line import command
from flows.config import load_settings
from flows.receiving import sources_of
from sources.connectors.contract import load_contract
from sources.connectors.registry import connector_for
from sources.read_file import ReadDefaults, read_file
from sources.receipt import Receipt
from sources.references import load_references

GUIDES = Path(__file__).parents[2] / "docs" / "panduan"
EXAMPLES = GUIDES / "contoh"
PAGES = sorted(GUIDES.glob("*.md"))

HEADERS = ["Sandi Giat", "Nama Giat", "Plafon (Rp)", "Terpakai s.d. Bulan Ini (Rp)", "Terpakai (%)", "Maju Fisik (%)",
           "Ganjalan", "Petugas"]  # fmt: skip
LINE = ["1.02.01.2.02.0001", "Penyediaan Gaji", 1_000_000, 400_000, 40.0, 35.5, "Tender ulang", "Budi"]


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "kartu.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Kartu")
        for number, row in enumerate(
            (["KARTU KENDALI"], ["SKPD : DINAS KESEHATAN"], ["BULAN : MEI 2025"], HEADERS, LINE)
        ):
            sheet.write_row(number, 0, row)
    return path


def test_the_layout_of_the_guide_reads_the_workbook_of_the_guide(card: Path) -> None:
    received = datetime(2025, 6, 5, tzinfo=UTC)
    data = card.read_bytes()
    receipt = Receipt(hashlib.sha256(data).hexdigest(), card.name, card.name, len(data), received)
    defaults = ReadDefaults(layout_dirs=(EXAMPLES / "tata-letak",))
    reading = read_file(card, receipt, load_references(), defaults)
    assert reading.dokumen["tata_letak"].to_list() == ["kartu_kendali"]
    (row,) = reading.facts["rfk"].to_dicts()
    assert (row["pagu_idr"], row["realisasi_idr"], row["realisasi_pct"], row["fisik_pct"], row["bulan"]) == (
        1_000_000, 400_000, 40.0, 35.5, 5,
    )  # fmt: skip
    assert row["permasalahan"] == "Tender ulang"
    assert "Budi" not in row["asal"]


def test_the_contract_of_the_guide_is_a_contract() -> None:
    contract = load_contract(EXAMPLES / "kontrak-rfk.toml")
    assert contract.dataset == "rfk"
    assert contract.fields["fisik_pct"].nullable


def test_the_settings_of_the_guide_are_settings_with_every_kind_of_source(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings(EXAMPLES / "jujur.toml", environ={})
    for name in ("S3_KUNCI", "S3_RAHASIA", "EMONEV_TOKEN", "BPKAD_USER", "BPKAD_SANDI"):
        monkeypatch.setenv(name, "nilai-uji")
    sources = {source.name: source for source in sources_of(settings)}
    assert {source.kind for source in sources.values()} == {"folder", "remote", "http_api", "sql"}
    for name in ("laporan-opd", "bucket-kecamatan", "sp2d-bpkad"):
        assert connector_for(sources[name]).name == name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_a_guide_names_exists(page: Path) -> None:
    tree = command("id")
    known = set(tree.commands)
    text = page.read_text(encoding="utf-8")
    for name, rest in re.findall(r"(?:^|`)(?:\.venv/bin/)?jujur ([a-z]+)\b([^`\n]*)", text, flags=re.MULTILINE):
        assert name in known, name
        asked = tree.commands[name]
        if isinstance(asked, click.Group):
            asked = asked.commands[rest.split()[0]]
        options = {flag for parameter in asked.params for flag in parameter.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= options | {"--help"}, (name, rest)
    targets = set(
        re.findall(r"^([a-z-]+):", (GUIDES.parents[1] / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, flags=re.MULTILINE)) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_guide_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert all((page.parent / link).exists() for link in links if "docs/rules" not in link and "../rules" not in link)


def test_all_guides_are_there() -> None:
    assert {page.name for page in PAGES} >= {"operator.md", "tata-letak.md", "aturan.md", "keluaran.md"}
