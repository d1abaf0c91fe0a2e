"""An agency uploads a file: kept for the night, told at once, and nobody else's."""

from __future__ import annotations

from review.uploads import FOLDER, keep_upload
from tests.review_app.conftest import OURS

FORM = b"Kode;Uraian\n1.02;x\n"


def test_an_agency_s_file_waits_for_the_night_and_its_shape_is_told(browser_of, settings):
    joko = browser_of("joko")
    page = joko.open("/unggah")
    token = page.split('name="csrf" value="')[1].split('"')[0]
    answer = joko.client.post("/unggah", data={"csrf": token}, files={"berkas": ("../../RFK.csv", FORM)})
    assert answer.status_code == 200
    assert "Perlu dibetulkan agar terbaca" in answer.text
    (kept,) = (settings.home / FOLDER).rglob("*.csv")
    assert kept.parent.name == OURS
    assert kept.read_bytes() == FORM


def test_nothing_chosen_is_said(browser_of, settings):
    joko = browser_of("joko")
    token = joko.open("/unggah").split('name="csrf" value="')[1].split('"')[0]
    answer = joko.client.post("/unggah", data={"csrf": token})
    assert 400 <= answer.status_code < 500
    assert "Berkas belum dipilih" in answer.text
    assert not (settings.home / FOLDER).exists()


def test_the_same_file_is_kept_once_and_another_beside_it(tmp_path):
    first = keep_upload(tmp_path, OURS, "a.csv", b"satu")
    assert keep_upload(tmp_path, OURS, "a.csv", b"satu") == first
    assert keep_upload(tmp_path, OURS, "a.csv", b"dua").name == "a (2).csv"
    assert first.read_bytes() == b"satu"
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]
