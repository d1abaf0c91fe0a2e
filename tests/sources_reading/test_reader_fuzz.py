"""Whatever is in a workbook, no row is lost and nothing is thrown."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sources.decoding import decode, nonblank_rows
from sources.layout import load_layouts
from sources.read_file import ReadDefaults, read_file
from sources.receipt import Receipt
from sources.references import load_references

REFERENCES = load_references()
PHASES = (Phase.explicit, Phase.generate)
"""No shrinking: an example prints small enough, and shrinking workbooks takes minutes."""
HEADERS = sorted({" ".join(sorted(p.tokens)) for lay in load_layouts().all for f in lay.fields for p in f.patterns})
TITLES = [
    "SKPD : DINAS KESEHATAN", "BULAN : OKTOBER 2025", "PEMERINTAH KOTA BANDUNG", "(dalam ribuan rupiah)", "Mengetahui",
    "NIP. 197102031997031004", "JUMLAH", "Sub Total", "Rata-rata capaian kinerja (%)", "Predikat kinerja: tinggi",
]  # fmt: skip
ODD = [
    "-", "–", " ", "\u00a0", "nihil", "#REF!", "1.234", "1.234.567,89", "(1.234)", "Rp 5,-", "80–90", "0,95", "1 Orang",
    "12 Bulan\n3 Orang", "95,32 %", "17-12-2019", "00-00-0000", "1900-01-01", "90 HARI", "Triwulan Ill", "2.01", "II",
    "1.03.02.2.01.0001", "5.1.02.01.01.0024", "X.XX.01", "9" * 30, "-" + "9" * 25, "1e400", "nan", "inf", "TRUE",
    "=SUM(", "\u202e1", "a" * 400, "K", "Rp", "%",
]  # fmt: skip
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**15), 10**15),
    st.sampled_from([0, 1, 2.01, 0.5, 1e300, -1e300, 2**53, 1e18, 197102031997031004, 45000]),
)
FLIPS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=5)
CELL = st.one_of(
    st.none(),
    st.none(),
    NUMBERS,
    st.sampled_from(ODD),
    st.sampled_from(ODD + TITLES),
    st.text(max_size=12),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.sampled_from(["=1/0", "=A1", "=2565386297-A1-B2", "=SUM(A1:A3)"]),
)
ROW = st.lists(CELL, max_size=14)


@st.composite
def sheets(draw):
    layout = draw(st.sampled_from(load_layouts().all))
    words = [" ".join(sorted(f.patterns[0].tokens)) for f in layout.fields]
    header = draw(st.permutations(words))[: draw(st.integers(2, len(words)))]
    header += draw(st.lists(st.sampled_from(HEADERS), max_size=3))
    title = [[draw(st.sampled_from(TITLES))] for _ in range(draw(st.integers(0, 3)))]
    width = len(header)
    body = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=8))
    rows = [*title, header, *body]
    if draw(st.booleans()):
        rows += [*draw(st.lists(ROW, max_size=3)), draw(st.permutations(header)), *draw(st.lists(ROW, max_size=3))]
    merges = draw(
        st.lists(st.tuples(st.integers(0, 5), st.integers(0, 8), st.integers(0, 2), st.integers(0, 3)), max_size=3)
    )
    return rows, merges


def write(path, pages):
    book = xlsxwriter.Workbook(path, {"nan_inf_to_errors": True, "strings_to_formulas": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    percent = book.add_format({"num_format": "0.00%"})
    for rows, merges in pages:
        sheet = book.add_worksheet()
        taken = set()
        for r1, c1, more_rows, more_cols in merges:
            area = {(r, c) for r in range(r1, r1 + more_rows + 1) for c in range(c1, c1 + more_cols + 1)}
            if len(area) > 1 and not area & taken:
                taken |= area
                sheet.merge_range(r1, c1, r1 + more_rows, c1 + more_cols, "")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, datetime.combine(value, time()), day)
                elif isinstance(value, float) and c % 3 == 0:
                    sheet.write(r, c, value, percent)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()


def receipt(path):
    data = path.read_bytes()
    when = datetime.fromisoformat("2025-12-01T00:00:00+00:00") + timedelta(hours=1)
    return Receipt(hashlib.sha256(data).hexdigest(), path.name, path.name, len(data), when)


def check(path):
    reading = read_file(path, receipt(path), REFERENCES, ReadDefaults())
    expected = sorted((s.name, row) for s in decode(path, path.name).sheets for row in nonblank_rows(s))
    assert sorted(reading.jejak.select("lembar", "baris").rows()) == expected
    assert reading.jejak["n_fakta"].sum() == sum(frame.height for frame in reading.facts.values())
    for name, frame in reading.facts.items():
        if name == "opd":
            continue
        assert frame["baris_id"].is_unique().all()
        assert frame["peran"].is_in(["rinci", "subtotal", "total"]).all()
        traced = reading.jejak.filter(pl.col("n_fakta") > 0).select("lembar", "baris")
        assert frame.select("lembar", "baris").join(traced, on=["lembar", "baris"], how="anti").is_empty()
        assert "197102031997031004" not in "".join(frame["asal"])
    assert reading.dokumen["dokumen_id"].is_unique().all()
    return reading


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=PHASES)
@given(pages=st.lists(sheets(), min_size=1, max_size=2))
def test_no_row_is_lost_and_nothing_is_thrown(pages, tmp_path_factory):
    path = tmp_path_factory.mktemp("acak") / "acak.xlsx"
    write(path, pages)
    check(path)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=PHASES)
@given(
    page=sheets(), cut=st.floats(0.0, 1.0), flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=5)
)
def test_cut_and_damaged_files_end_in_one_clear_problem_or_are_read(page, cut, flips, tmp_path_factory):
    path = tmp_path_factory.mktemp("potong") / "potong.xlsx"
    write(path, [page])
    data = bytearray(path.read_bytes())
    for where, value in flips:
        data[int(where * (len(data) - 1))] = value
    path.write_bytes(bytes(data[: max(1, int(len(data) * cut))]))
    reading = check(path)
    assert reading.dokumen.height >= 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=PHASES)
@given(page=sheets(), delimiter=st.sampled_from([";", ",", "\t"]))
def test_text_tables_lose_no_row_either(page, delimiter, tmp_path_factory):
    path = Path(tmp_path_factory.mktemp("teks")) / "teks.csv"
    lines = [delimiter.join('"' + str("" if v is None else v).replace('"', "'") + '"' for v in row) for row in page[0]]
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    check(path)
