"""What stewards and agencies do with findings, through the pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import urlsplit

import openpyxl
import pytest

from ledger.decisions import decisions_of, seen_now
from ledger.findings import load_findings
from ledger.verify import verify
from ledger.vocabulary import STATUSES
from tests.review_app.conftest import fid

NEXT_MONTH = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
DECIDE = f"/temuan/{fid(1)}/putuskan"


def status_of(ledger, number: int) -> str:
    return load_findings(ledger, [fid(number)])["status"][0]


def ids_on(page: str) -> list[str]:
    return re.findall(r'data-id="([0-9a-f]{16})"', page)


def test_the_queue_lists_the_ranked_cases_in_order(browser_of):
    assert ids_on(browser_of("siti").open("/antrian")) == [fid(1), fid(2)]


def test_what_an_agency_typed_is_shown_as_text_only(browser_of):
    page = browser_of("siti").open(f"/temuan/{fid(1)}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_every_page_of_a_list_follows_the_one_before(browser_of, monkeypatch):
    monkeypatch.setattr("review.queries.lists.PAGE_ROWS", 3)
    siti = browser_of("siti")
    for order in ("prioritas", "rupiah", "kecurigaan", "baru", "lama", "tenggat", "opd", "aturan"):
        seen, path = [], f"/temuan?urut={order}"
        while path:
            page = siti.open(path)
            seen += ids_on(page)
            following = re.search(r'rel="next" href="([^"]+)"', page)
            path = following[1].replace("&amp;", "&") if following else ""
        assert sorted(seen) == [fid(n) for n in range(1, 11)], order
        if order == "rupiah":
            assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("opd=1.03.0.00.0.00.01.0000", [1, 3, 5, 7, 9]), ("rupiah=9000000", [9, 10]), ("q=1.03.02.2.01.0004", [4]),
     ("q=pendidikan+melebihi", [2, 4, 6, 8, 10]), ("q=%25", []), (f"q={fid(7)}", [7]), ("status=selesai", []),
     ("umur=7", []), ("petugas=-", range(1, 11)), ("tenggat=lewat", []), ("periode=2026-09", []),
     ("keparahan=blokir&tema=anggaran&aturan=ang-001", range(1, 11))],
)  # fmt: skip
def test_a_filter_leaves_what_it_says(browser_of, query, wanted):
    assert sorted(ids_on(browser_of("siti").open(f"/temuan?{query}"))) == [fid(n) for n in wanted]


def test_a_decision_needs_its_reason_and_a_comment_where_the_reason_asks_for_one(browser_of, ledger):
    siti = browser_of("siti")
    page = siti.open(f"/temuan/{fid(1)}")
    assert siti.send(DECIDE, page, status="alarm_palsu").status_code == 422
    refused = siti.send(DECIDE, page, status="alarm_palsu", alasan="aturan_keliru")
    assert refused.status_code == 422
    assert 'value="aturan_keliru" selected' in refused.text
    assert status_of(ledger, 1) == "baru"
    taken = siti.send(DECIDE, page, status="alarm_palsu", alasan="aturan_keliru", keterangan="pagu sudah diubah")
    assert "pagu sudah diubah" in taken.text
    assert status_of(ledger, 1) == "alarm_palsu"


def test_the_second_of_two_stewards_sees_the_decision_of_the_first(browser_of, ledger):
    siti, budi = browser_of("siti"), browser_of("budi")
    first, second = siti.open(f"/temuan/{fid(1)}"), budi.open(f"/temuan/{fid(1)}")
    siti.send(DECIDE, first, status="dijelaskan", alasan="blud")
    late = budi.send(DECIDE, second, status="diterima", alasan="salah_ketik")
    assert late.status_code == 409
    assert "siti" in late.text
    assert [each.user for each in decisions_of(ledger, fid(1))] == ["siti"]
    assert status_of(ledger, 1) == "dijelaskan"


def test_a_decision_is_undone_and_both_stay_in_the_history(browser_of, ledger):
    siti = browser_of("siti")
    siti.send(DECIDE, siti.open(f"/temuan/{fid(1)}"), status="ditinjau", alasan="sedang_diperiksa")
    page = siti.send(f"/temuan/{fid(1)}/batal", siti.open(f"/temuan/{fid(1)}")).text
    assert "Putusan dibatalkan" in page
    assert status_of(ledger, 1) == "baru"
    assert len(decisions_of(ledger, fid(1))) == 2


def test_a_waiver_takes_an_agency_a_steward_and_an_approver(browser_of, ledger):
    path = f"/temuan/{fid(1)}/pengabaian"
    said = {"sampai": NEXT_MONTH, "alasan": "menunggu_perubahan"}
    joko, siti, dewi = (browser_of(user) for user in ("joko", "siti", "dewi"))
    joko.send(path, joko.open(f"/temuan/{fid(1)}"), **said)
    page = siti.open(f"/temuan/{fid(1)}")
    assert "Diminta oleh" in page
    siti.send(path, page, **said)
    assert status_of(ledger, 1) == "baru"
    answered = dewi.send(f"{path}/jawab", dewi.open(f"/temuan/{fid(1)}"), jawaban="setuju")
    assert answered.status_code == 200
    assert status_of(ledger, 1) == "diabaikan_sampai"


def test_an_agency_answers_and_a_steward_reads_it(browser_of, ledger):
    joko = browser_of("joko")
    page = joko.open(f"/temuan/{fid(1)}")
    assert "Jawaban OPD" in page
    joko.send(DECIDE, page, alasan="jawaban_diterima", keterangan="DPPA terlampir")
    assert status_of(ledger, 1) == "diklarifikasi_opd"
    assert "DPPA terlampir" in browser_of("siti").open(f"/temuan/{fid(1)}")


def test_a_finding_is_given_to_someone_by_a_day(browser_of, ledger):
    siti = browser_of("siti")
    path = f"/temuan/{fid(1)}/petugas"
    siti.send(path, siti.open(f"/temuan/{fid(1)}"), petugas="budi", tenggat=NEXT_MONTH)
    row = load_findings(ledger, [fid(1)]).row(0, named=True)
    assert (row["assignee"], row["due_date"].isoformat()) == ("budi", NEXT_MONTH)
    assert siti.send(path, siti.open(f"/temuan/{fid(1)}"), petugas="joko").status_code == 422
    assert ids_on(siti.open("/temuan?petugas=budi")) == [fid(1)]


def test_evidence_is_kept_by_its_hash_and_handed_out_as_a_download(browser_of):
    siti, joko = browser_of("siti"), browser_of("joko")
    sent = {"bukti": ("../<b>bukti.pdf", b"%PDF-1.4 isi", "text/html")}
    page = joko.send(f"/temuan/{fid(1)}/bukti", joko.open(f"/temuan/{fid(1)}"), files=sent).text
    link = re.search(rf"/temuan/{fid(1)}/bukti/[0-9a-f]{{64}}", page)
    assert link
    answer = siti.client.get(link[0])
    assert answer.content == b"%PDF-1.4 isi"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert joko.client.get(link[0].replace(fid(1), fid(3))).status_code == 404
    refused = joko.send(
        f"/temuan/{fid(1)}/bukti", joko.open(f"/temuan/{fid(1)}"), files={"bukti": ("x.pdf", b"MZ\x00\x01", "x/y")}
    )
    assert refused.status_code == 422


def test_a_request_larger_than_the_limit_is_refused(browser_of):
    siti = browser_of("siti")
    refused = siti.client.post("/bahasa", content=bytes((25 << 20) + 1))
    assert refused.status_code == 413
    assert "lebih besar dari 25 MB" in refused.text
    assert siti.client.post("/bahasa", content=iter([b"tanpa panjang"])).status_code == 413


def test_many_are_decided_after_a_preview_and_taken_back(browser_of, ledger):
    siti = browser_of("siti")
    preview = siti.open("/temuan/massal?opd=1.03.0.00.0.00.01.0000")
    assert "5 temuan akan diputuskan" in preview
    result = siti.send("/temuan/massal", preview, status="diterima", alasan="salah_ketik")
    assert {status_of(ledger, n) for n in (1, 3, 5, 7, 9)} == {"diterima"}
    assert {status_of(ledger, n) for n in (2, 4, 6, 8, 10)} == {"baru"}
    budi = browser_of("budi")
    budi.send(DECIDE, budi.open(f"/temuan/{fid(1)}"), status="dijelaskan", alasan="blud")
    siti.send(f"{urlsplit(str(result.url)).path}/batal", siti.open(str(result.url)))
    assert {status_of(ledger, n) for n in (3, 5, 7, 9)} == {"baru"}
    assert status_of(ledger, 1) == "dijelaskan"
    assert verify(ledger) == []


def test_nothing_is_decided_at_once_when_something_changed_since_the_preview(browser_of, ledger):
    siti, budi = browser_of("siti"), browser_of("budi")
    preview = siti.open("/temuan/massal")
    budi.send(DECIDE, budi.open(f"/temuan/{fid(1)}"), status="ditinjau", alasan="sedang_diperiksa")
    late = siti.send("/temuan/massal", preview, status="diterima", alasan="salah_ketik")
    assert late.status_code == 409
    assert status_of(ledger, 3) == "baru"
    assert seen_now(ledger, fid(3)).last_decision_id is None


def test_exports_hold_the_filtered_list_and_no_formula(browser_of):
    siti = browser_of("siti")
    text = siti.open("/temuan/unduh.csv?q=1.03.02.2.01.0004")
    assert fid(4) in text
    assert text.count("\n") == 2
    assert ",=1+1" not in text
    book = openpyxl.load_workbook(BytesIO(siti.client.get("/temuan/unduh.xlsx").content))
    cells = [cell for row in book["Temuan"].iter_rows() for cell in row]
    assert book["Temuan"].max_row == 11
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_english_is_remembered(browser_of):
    siti = browser_of("siti")
    siti.send("/bahasa", siti.open("/antrian"), bahasa="en")
    assert "Tonight's queue" in siti.open("/antrian").replace("&#39;", "'")
    assert '<html lang="en">' in siti.open("/temuan")


def test_every_status_and_page_has_words_in_both_languages(browser_of):
    from review.messages import problems

    assert problems() == []
    siti = browser_of("siti")
    assert all(f'value="{status}"' in siti.open("/temuan") for status in STATUSES)
