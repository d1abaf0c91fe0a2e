"""Evidence files on findings."""

from __future__ import annotations

import io
import zipfile

import pytest

from ledger.attachments import MAX_BYTES, MAX_PER_FINDING, attach, attachments_of
from ledger.audit import Actor
from ledger.refusals import RefusedError
from ledger.reports import timeline
from ledger.settle import settle
from ledger.verify import verify
from sources.store import RawStore

OPERATOR = Actor("dewi", "opd")
PDF = b"%PDF-1.7 berita acara"


def office(*members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for member in members:
            archive.writestr(member, "<x/>")
    return made.getvalue()


@pytest.fixture
def store(tmp_path):
    return RawStore(tmp_path / "lampiran")


@pytest.fixture
def found(ledger, tools):
    run = tools.new_run(ledger, tools.moment())
    settle(ledger, run, tools.frame(tools.finding(1)), tools.watched(), tools.moment())
    return tools.fid(1)


def test_a_file_is_kept_by_its_hash_and_told_in_the_findings_story(ledger, store, found, tools):
    given = attach(ledger, store, found, "../BAST 2025.pdf", PDF, actor=OPERATOR, at=tools.moment(0, 5))
    assert store.path(given.sha256).read_bytes() == PDF
    assert "/" not in given.name
    assert (given.media_type, given.ukuran_byte, given.user) == ("application/pdf", len(PDF), "dewi")
    assert attachments_of(ledger, found) == [given]
    assert timeline(ledger, found)[-1].what == "lampiran"
    assert verify(ledger) == []


def test_the_same_file_twice_is_one_attachment(ledger, store, found, tools):
    first = attach(ledger, store, found, "a.pdf", PDF, actor=OPERATOR, at=tools.moment())
    assert attach(ledger, store, found, "b.pdf", PDF, actor=OPERATOR, at=tools.moment(1)) == first
    assert len(attachments_of(ledger, found)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kosong.pdf", b""),
        ("bukti.pdf", b"MZ\x90\x00program"),
        ("halaman.svg.png", b"\x00\x01\x02"),
        ("makro.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")),
        ("arsip.zip", office("apa.txt")),
        ("rusak.docx", b"PK\x03\x04rusak"),
        ("besar.txt", b"x" * (MAX_BYTES + 1)),
    ],
)
def test_what_is_not_evidence_is_refused_in_words(ledger, store, found, tools, name, content):
    with pytest.raises(RefusedError) as refusal:
        attach(ledger, store, found, name, content, actor=OPERATOR, at=tools.moment())
    assert refusal.value.what.id
    assert attachments_of(ledger, found) == []


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\xff\xd8\xff\xe0foto", "image/jpeg"),
        (b"Penjelasan: seharusnya 62 %\r\n", "text/plain"),
        (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_is_known_by_what_it_holds(ledger, store, found, tools, content, media_type):
    given = attach(ledger, store, found, "bukti.exe", content, actor=OPERATOR, at=tools.moment())
    assert given.media_type == media_type


def test_a_reader_attaches_nothing_and_an_unknown_finding_takes_nothing(ledger, store, found, tools):
    with pytest.raises(RefusedError):
        attach(ledger, store, found, "a.pdf", PDF, actor=Actor("budi", "reader"), at=tools.moment())
    with pytest.raises(RefusedError):
        attach(ledger, store, tools.fid(9), "a.pdf", PDF, actor=OPERATOR, at=tools.moment())


def test_a_finding_holds_a_limited_number_of_files(ledger, store, found, tools):
    for number in range(MAX_PER_FINDING):
        attach(ledger, store, found, "a.txt", f"bukti {number}".encode(), actor=OPERATOR, at=tools.moment())
    with pytest.raises(RefusedError):
        attach(ledger, store, found, "a.txt", b"satu lagi", actor=OPERATOR, at=tools.moment())
