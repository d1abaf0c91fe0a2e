"""From verdicts to findings, coverage, row states and the fate of earlier findings."""

from datetime import date

import polars as pl

from checks.frame import Facts, Frame, Prepared
from checks.identity import finding_ids
from checks.rule import Check, Kind, Severity, Verdicts, check
from checks.runner import Judged, judge
from schemas.finding import Coverage, Finding, RowState, WatchedState
from schemas.text import Text

WORDS = Text("sesuatu yang cukup panjang", "something long enough")


@check(
    id="ANG-901", version=2, frame="uji", severity=Severity.BLOCKING, kind=Kind.INCONSISTENCY, column="nilai_idr",
    title=WORDS, message=Text("{observed} {expected} {catatan}", "{observed} {expected} {catatan}"), why=WORDS,
    condition=WORDS, cannot_tell=WORDS, basis="keputusan sendiri", settles=WORDS, examples="verdict",
)  # fmt: skip
def terlalu_besar() -> Verdicts:
    return Verdicts(
        ok=pl.col("nilai_idr") <= 10,
        where=pl.col("jenis") != "lain",
        unknown={"nilai_kosong": pl.col("nilai_idr").is_null()},
        excused={"dokumen": pl.col("jenis") == "sah"},
        observed=pl.col("nilai_idr"),
        expected=pl.lit(10),
        impact_idr=pl.col("nilai_idr") - 10,
        params={"catatan": pl.col("jenis")},
    )


@check(
    id="ANG-902", version=1, frame="uji", severity=Severity.WARNING, kind=Kind.INCONSISTENCY, column="nilai_idr",
    title=WORDS, message=WORDS, why=WORDS, condition=WORDS, cannot_tell=WORDS, basis="keputusan sendiri",
    settles=WORDS, examples="verdict",
)  # fmt: skip
def tanpa_alasan() -> Verdicts:
    return Verdicts(ok=pl.col("nilai_idr") <= 10)


ROWS = [
    # kode, nilai, jenis
    ("lolos", 5, "biasa"),
    ("gagal", 12, "biasa"),
    ("kosong", None, "biasa"),
    ("sah", 15, "sah"),
    ("di luar", 99, "lain"),
]


Rows = list[tuple[str, int | None, str]]


def cell(number: int, value: int | None) -> str:
    return f'{{"nilai_idr":["C{number}","{value}"]}}'


def frame_of(rows: Rows) -> Frame:
    columns = {
        "baris_id": pl.String(), "berkas": pl.String(), "lembar": pl.String(), "baris": pl.Int32(), "asal": pl.String(),
        "kode_opd": pl.String(), "tahun": pl.Int16(), "bulan": pl.Int8(), "kode": pl.String(), "nilai_idr": pl.Int64(),
        "jenis": pl.String(),
    }  # fmt: skip
    data = pl.DataFrame(
        [
            (
                f"b{number}",
                "a" * 64,
                "Okt",
                number,
                f'{{"nilai_idr":["C{number}","{value}"]}}',
                "o1",
                2025,
                10,
                kode,
                value,
                kind,
            )
            for number, (kode, value, kind) in enumerate(rows, start=1)
        ],
        schema=columns,
        orient="row",
    )
    return Frame("uji", "rfk", ("kode_opd", "kode"), columns, {}, lambda _: data)


def judged(rows: Rows, watched: set[str] | None = None, rule: Check = terlalu_besar) -> Judged:
    frames = {"uji": frame_of(rows)}
    prepared = Prepared(Facts({}, {}, {}, date(2025, 11, 1)), frames)
    result = judge(prepared, [rule], frames, watched or set())
    Finding.validate(result.findings)
    Coverage.validate(result.coverage)
    RowState.validate(result.row_states)
    WatchedState.validate(result.watched)
    return result


def test_a_failure_becomes_a_finding_with_its_cell_and_numbers() -> None:
    (found,) = judged(ROWS).findings.to_dicts()
    assert (found["aturan"], found["versi_aturan"], found["periode"]) == ("ANG-901", 2, "2025-10")
    assert (found["sel"], found["nilai_asli"], found["baris"]) == ("C2", "12", 2)
    assert (found["teramati"], found["harapan"], found["selisih"], found["dampak_idr"]) == (12, 10, 2, 2)
    assert found["subjek"] == '{"kode_opd":"o1","kode":"gagal"}'
    assert found["parameter"] == '{"catatan":"biasa"}'


def test_coverage_adds_up_and_says_why_units_could_not_be_judged() -> None:
    coverage = judged(ROWS).coverage
    (total,) = coverage.filter(pl.col("alasan").is_null()).to_dicts()
    counted = tuple(total[name] for name in ("diperiksa", "lolos", "gagal", "tidak_dapat_dinilai", "dikecualikan"))
    assert counted == (4, 1, 1, 1, 1)
    reasons = coverage.filter(pl.col("alasan").is_not_null()).select("alasan", "diperiksa").sort("alasan").rows()
    assert reasons == [("dokumen", 1), ("nilai_kosong", 1)]


def test_looking_at_nothing_is_covered_as_nothing() -> None:
    result = judged([])
    assert result.findings.height == 0
    assert result.coverage["diperiksa"].to_list() == [0]


def test_each_row_knows_how_it_was_judged() -> None:
    states = {row["baris_id"]: row for row in judged(ROWS).row_states.iter_rows(named=True)}
    assert states["b2"]["gagal_blokir"] == 1
    assert states["b2"]["aturan_gagal"] == "ANG-901"
    assert states["b3"]["tidak_dapat_dinilai"] == 1
    assert states["b5"]["dinilai"] == 0


def ids_of(rows: Rows) -> list[str]:
    frame = frame_of(rows)
    return finding_ids(terlalu_besar, frame, frame.build(None)).to_list()  # type: ignore[arg-type]


def test_an_identity_does_not_depend_on_values() -> None:
    assert ids_of([("x", 12, "biasa")]) == ids_of([("x", 99, "lain")])
    assert ids_of([("x", 12, "biasa")]) != ids_of([("y", 12, "biasa")])


def test_a_watched_unit_tells_how_it_fared_and_an_absent_one_says_nothing() -> None:
    fared = judged(ROWS, watched=set(ids_of(ROWS)) | {"0" * 16}).watched
    assert dict(fared.iter_rows()) == dict(
        zip(ids_of(ROWS), ["lolos", "gagal", "tidak_dapat_dinilai", "dikecualikan"], strict=False)
    )


def test_a_unit_that_passes_and_fails_in_one_night_has_failed() -> None:
    twice: Rows = [("ganda", 12, "biasa"), ("ganda", 5, "biasa")]
    result = judged(twice, watched=set(ids_of(twice)))
    assert result.watched["keadaan"].to_list() == ["gagal"]
    assert result.findings.height == 1


def test_units_unknown_for_one_reason_only_are_all_counted() -> None:
    coverage = judged([("x", None, "biasa"), ("y", None, "biasa")], rule=tanpa_alasan).coverage
    assert coverage.filter(pl.col("alasan") == "data_kurang")["tidak_dapat_dinilai"].to_list() == [2]
