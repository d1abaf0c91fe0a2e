"""An agency uploads files: kept for the night, told at once in words, and nobody else's."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from review.uploads import FOLDER, keep_upload
from tests.review_app.conftest import OURS, hidden

FORM = b"Kode;Uraian\n1.02;x\n"


@pytest.fixture
def joko(browser_of):
    return browser_of("joko")


def send(joko, *files: tuple[str, bytes]):
    token = hidden(joko.open("/unggah"))["csrf"]
    return joko.client.post("/unggah", data={"csrf": token}, files=[("berkas", each) for each in files])


def test_several_files_are_kept_and_each_is_told_in_its_own_words(joko, settings):
    long_name = "RFK " + "sangat " * 60 + "panjang.csv"
    answer = send(joko, ("../../RFK.csv", FORM), ("surat.pdf", b"%PDF-1.4 x"), (long_name, FORM))
    assert answer.status_code == 200
    assert answer.text.count("Perlu dibetulkan agar terbaca") == 3
    assert "Berkas disimpan, tetapi belum dapat dibaca" in answer.text
    assert "Kirim sebagai .xlsx" in answer.text
    kept = [path.name for path in (settings.home / FOLDER / OURS).iterdir()]
    assert len(kept) == 3
    assert all(name in answer.text for name in kept)
    assert all(name.endswith((".csv", ".pdf")) for name in kept)
    again = send(joko, ("../../RFK.csv", FORM))
    assert "isinya sama; tidak dihitung dua kali" in again.text


def test_nothing_chosen_an_empty_file_and_too_many_are_said_and_nothing_is_kept(joko, settings):
    nothing = joko.client.post("/unggah", data={"csrf": hidden(joko.open("/unggah"))["csrf"]})
    empty = send(joko, ("isi.csv", FORM), ("kosong.csv", b""))
    many = send(joko, *[(f"{number}.csv", FORM) for number in range(6)])
    assert [each.status_code for each in (nothing, empty, many)] == [422, 422, 400]
    assert "Berkas belum dipilih" in nothing.text
    assert "kosong.csv" in empty.text
    assert "terlalu banyak berkas" in many.text
    assert not (settings.home / FOLDER).exists()


def test_an_upload_broken_off_leaves_nothing_behind(joko, settings):
    address = urlsplit(str(joko.client.base_url))
    head = f"POST /unggah HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\nCookie: {_cookies(joko)}\r\n"
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall(f"{head}Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-D".encode())
    assert "Unggah laporan" in joko.open("/unggah")
    assert not (settings.home / FOLDER).exists()


def _cookies(joko) -> str:
    return "; ".join(f"{name}={value}" for name, value in joko.client.cookies.items())


def test_the_same_file_is_kept_once_and_another_beside_it(tmp_path):
    first = keep_upload(tmp_path, OURS, "a.csv", b"satu")
    again = keep_upload(tmp_path, OURS, "a.csv", b"satu")
    assert (again.path, first.known, again.known) == (first.path, False, True)
    assert keep_upload(tmp_path, OURS, "a.csv", b"dua").path.name == "a (2).csv"
    assert first.path.read_bytes() == b"satu"
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]
