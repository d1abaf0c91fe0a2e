"""Layouts are data: checked when loaded, and added by a file."""

from __future__ import annotations

import pytest

from schemas.text import PersonError
from sources.layout import load_layouts, read_layout
from sources.wording import Vocabulary, tokens

OWN = """
name = "bulanan_khusus"
dataset = "rfk"
titles = ["kartu kendali bulanan"]
needs_code = true
fields = [
  { name = "kode", kind = "code", key = true, required = true, headers = ["sandi giat"] },
  { name = "pagu_idr", kind = "money", key = true, required = true, headers = ["plafon"] },
  { name = "realisasi_idr", kind = "money", required = true, headers = ["terpakai"] },
]
"""


def test_every_shipped_layout_loads_and_has_a_key_figure():
    layouts = load_layouts().all
    assert len(layouts) >= 20
    for layout in layouts:
        assert any(field.required for field in layout.fields), layout.name
        assert layout.roles == "none" or any(field.key for field in layout.fields), layout.name


def test_an_agencys_variant_is_added_by_a_file_alone(read, write, tmp_path):
    folder = tmp_path / "tambahan"
    folder.mkdir()
    (folder / "khusus.toml").write_text(OWN, encoding="utf-8")
    rows = [["SKPD : DINAS KESEHATAN"], ["BULAN : MEI 2025"], ["SANDI GIAT", "PLAFON", "TERPAKAI"],
            ["1.02.01.2.02.0001", 100.0, 40.0]]  # fmt: skip
    path = write({"Kartu": rows})
    assert read(path).dokumen["tata_letak"][0] is None
    reading = read(path, layout_dirs=(folder,))
    assert reading.dokumen["tata_letak"][0] == "bulanan_khusus"
    assert reading.facts["rfk"].select("pagu_idr", "realisasi_idr", "bulan").row(0) == (100, 40, 5)


@pytest.mark.parametrize(
    "broken",
    [
        OWN.replace('kind = "code"', 'kind = "codes"'),
        OWN.replace('"pagu_idr"', '"plafon_idr"'),
        OWN.replace('dataset = "rfk"', 'dataset = "rkf"'),
        OWN.replace("needs_code", "need_code"),
        OWN.replace("[", "", 1),
    ],
)
def test_a_layout_that_is_wrong_is_refused_with_its_file(broken, tmp_path):
    path = tmp_path / "salah.toml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(PersonError) as refused:
        read_layout(path)
    assert str(path) in refused.value.render("id")


def test_spellings_of_headers_fold_to_the_same_tokens():
    assert tokens("Realisasi s/d Bulan Ini (Rp.)") == tokens("REALISASI S.D. BULAN INI - RP")
    assert tokens("TW Ill") == tokens("Triwulan III") == tokens("triwulan 3")
    assert tokens("Tgl. Kontrak") == tokens("TANGGAL KONTRAK")


def test_a_slip_is_mended_only_where_one_word_is_near():
    vocabulary = Vocabulary(frozenset({"realisasi", "anggaran", "pagu", "kontrak"}))
    assert vocabulary.fold("Realisai Angaran") == ("realisasi", "anggaran")
    assert vocabulary.fold("Pagi") == ("pagi",)
    assert Vocabulary(frozenset({"barang", "parang", "borang"})).fold("brang") == ("brang",)
