"""KLP-010: hidden rows or sheets with figures, or links to other files."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-010",
    version=1,
    frame="dokumen",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    unit="baris",
    title=Text(
        "Bagian tersembunyi atau tautan luar",
        "Hidden parts or external links",
    ),
    message=Text(
        "Berkas {nama_berkas} ({kode_opd}), lembar {lembar}: baris tersembunyi berangka {baris_sembunyi},"
        " lembar tersembunyi: {lembar_sembunyi}, tautan ke berkas lain {tautan}. Mohon dikirim tanpa"
        " bagian tersembunyi dan tautan.",
        "File {nama_berkas} ({kode_opd}), sheet {lembar}: hidden rows with figures {baris_sembunyi},"
        " hidden sheet: {lembar_sembunyi}, links to other files {tautan}. Please send it without hidden"
        " parts and links.",
    ),
    why=Text(
        "Angka yang tidak terlihat ikut dijumlahkan, dan tautan ke berkas lain tidak dapat diperiksa.",
        "Figures that are not seen still add up, and links to other files cannot be checked.",
    ),
    condition=Text(
        "Lembar menjadi temuan bila memuat baris tersembunyi yang berangka, tersembunyi seluruhnya, atau"
        " bertautan ke berkas lain.",
        "A sheet is a finding when it has hidden rows with figures, is hidden itself, or links to other files.",
    ),
    cannot_tell=Text(
        "Apa isi berkas yang ditautkan, dan apakah bagian tersembunyi itu ikut dalam jumlah yang dilaporkan.",
        "What the linked file holds, and whether the hidden parts count in the sums reported.",
    ),
    basis="keputusan sendiri: keterlacakan ke sel",
    explanations=(
        Text(
            "baris bantu yang disembunyikan agar rapi dicetak",
            "helper rows hidden for printing",
        ),
    ),
    settles=Text(
        "berkas tanpa bagian tersembunyi dan tanpa tautan",
        "the file without hidden parts and links",
    ),
    examples="""
        nama_berkas | lembar | dapat_dibuka | baris_tersembunyi | lembar_tersembunyi | tautan_luar | verdict
        rfk.xlsx    | RFK    | true         | 0                 | false              | 0           | pass
        rfk.xlsx    | RFK    | true         | 3                 | false              | 0           | fail
        rfk.xlsx    | RFK    | true         | 0                 | true               | 0           | fail
        rfk.xlsx    | RFK    | true         | 0                 | false              | 2           | fail
        rfk.xlsx    | RFK    | false        | 0                 | false              | 0           | unknown
    """,
)
def bagian_tersembunyi() -> Verdicts:
    """Only hidden parts that hold figures count."""
    rows, sheet, links = pl.col("baris_tersembunyi"), pl.col("lembar_tersembunyi"), pl.col("tautan_luar")
    return Verdicts(
        ok=(rows == 0) & ~sheet & (links == 0),
        unknown={"berkas_tidak_terbaca": ~pl.col("dapat_dibuka").fill_null(False)},
        observed=rows + sheet.cast(pl.Int32) + links,
        expected=pl.lit(0),
        params={
            "baris_sembunyi": rows.cast(pl.String),
            "lembar_sembunyi": pl.when(sheet).then(pl.lit("ada / yes")).otherwise(pl.lit("tidak / no")),
            "tautan": links.cast(pl.String),
        },
    )
