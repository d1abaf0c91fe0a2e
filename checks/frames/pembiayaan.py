"""Surplus, net financing and SiLPA as an LRA states them, beside what its revenue, spending and financing give."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

REPORT = ("berkas", "lembar", "kode_opd", "tahun", "bulan")
MEASURES = ("anggaran_idr", "realisasi_idr", "serapan_opd_idr")
ROLES = ("pendapatan", "belanja", "penerimaan", "pengeluaran", "surplus", "netto", "silpa")
CODES = {"4": "pendapatan", "5": "belanja", "6": "netto", "6.1": "penerimaan", "6.2": "pengeluaran", "6.3": "silpa"}
STATED = ("surplus", "netto", "silpa")

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("kode_opd", "hal", "ukuran", "uraian", "kurang"), pl.String()),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    **dict.fromkeys(("nilai_idr", "hitungan_idr", "dijumlah_idr", "presisi_idr"), pl.Int64()),
    "n_suku": pl.Int32(),
    "jelas": pl.Boolean(),
    **dict.fromkeys(("baris_id", "berkas", "lembar"), pl.String()),
    "baris": pl.Int32(),
    "asal": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per stated surplus, net financing or SiLPA line and measure; reports without such lines have none."""
    lines = prepared.facts.tables["lra"].with_columns(_role().alias("hal")).filter(pl.col("hal").is_not_null())
    return pl.concat([_measured(lines, name) for name in MEASURES])


def _role() -> pl.Expr:
    """Which part of the identity a line is, by account since 2021, else by its words at the upper levels."""
    words = pl.col("uraian").str.to_lowercase().str.replace_all(r"[^a-z]+", " ").str.strip_chars()
    by_code = pl.col("kode_akun").replace_strict(CODES, default=None, return_dtype=pl.String)
    upper = (pl.col("tingkat_akun") <= 2).fill_null(True)
    closing = words.str.contains(r"^(?:silpa|sisa lebih pembiayaan|sisa lebih perhitungan anggaran tahun ber)")
    by_words = (
        pl.when(words.str.contains(r"^surplus"))
        .then(pl.lit("surplus"))
        .when(closing & ~words.str.contains(r"sebelumnya|blud|tahun lalu"))
        .then(pl.lit("silpa"))
        .when(upper & words.str.contains(r"^(?:jumlah |total )?pendapatan(?: daerah)?$"))
        .then(pl.lit("pendapatan"))
        .when(upper & words.str.contains(r"^(?:jumlah |total )?belanja(?: daerah)?$"))
        .then(pl.lit("belanja"))
        .when(words.str.contains(r"^(?:jumlah |total )?penerimaan pembiayaan(?: daerah)?$"))
        .then(pl.lit("penerimaan"))
        .when(words.str.contains(r"^(?:jumlah |total )?pengeluaran pembiayaan(?: daerah)?$"))
        .then(pl.lit("pengeluaran"))
        .when(words.str.contains(r"^(?:jumlah |total )?pembiayaan(?: daerah)?(?: net(?:t)?o)?$"))
        .then(pl.lit("netto"))
    )
    since_2021 = pl.col("tahun") >= 2021
    return pl.when(pl.col("kode_akun").is_null()).then(by_words).when(since_2021).then(by_code)


def _measured(lines: pl.DataFrame, measure: str) -> pl.DataFrame:
    """A part named twice in one report (a heading and its total) counts once where both say the same."""
    value = pl.col(measure).cast(pl.Float64)
    parts = lines.group_by(REPORT).agg(
        *(value.filter(pl.col("hal") == role).drop_nulls().max().alias(role) for role in ROLES),
        *(value.filter(pl.col("hal") == role).drop_nulls().n_unique().alias(f"n_{role}") for role in ROLES),
        *((pl.col("hal") == role).any().alias(f"ada_{role}") for role in ROLES),
    )
    net = pl.col("penerimaan") - pl.col("pengeluaran")
    financed = pl.when("ada_penerimaan").then(net).otherwise(pl.col("netto"))
    surplus = pl.col("pendapatan") - pl.col("belanja")
    expected = {"surplus": surplus, "netto": net, "silpa": surplus + financed}
    added = {"netto": pl.col("penerimaan") + pl.col("pengeluaran")}
    used = {
        "surplus": ("pendapatan", "belanja"),
        "netto": ("penerimaan", "pengeluaran"),
        "silpa": ("pendapatan", "belanja", "penerimaan", "pengeluaran"),
    }
    rows = lines.filter(pl.col("hal").is_in(STATED), pl.col(measure).is_not_null()).join(
        parts, on=list(REPORT), how="left", nulls_equal=True, maintain_order="left"
    )
    return pl.concat([_stated(rows, role, measure, expected[role], added.get(role), used[role]) for role in STATED])


def _stated(
    rows: pl.DataFrame, role: str, measure: str, expected: pl.Expr, added: pl.Expr | None, used: tuple[str, ...]
) -> pl.DataFrame:
    nothing = pl.lit(None, dtype=pl.Float64)
    absent = [pl.when(pl.col(name).is_null()).then(pl.lit(name)) for name in used]
    return rows.filter(pl.col("hal") == role).select(
        "kode_opd",
        "hal",
        pl.lit(measure).alias("ukuran"),
        "uraian",
        pl.concat_str(absent, separator=", ", ignore_nulls=True).alias("kurang"),
        "tahun",
        "bulan",
        pl.col(measure).cast(pl.Int64).alias("nilai_idr"),
        expected.cast(pl.Int64).alias("hitungan_idr"),
        (nothing if added is None else added).cast(pl.Int64).alias("dijumlah_idr"),
        pl.col("presisi_idr").cast(pl.Int64),
        pl.lit(len(used), dtype=pl.Int32).alias("n_suku"),
        pl.all_horizontal(pl.col(f"n_{name}") <= 1 for name in used).alias("jelas"),
        "baris_id",
        "berkas",
        "lembar",
        "baris",
        "asal",
    )


FRAME = Frame(
    name="pembiayaan",
    dataset="lra",
    key=("kode_opd", "lembar", "hal", "ukuran"),
    columns=COLUMNS,
    words={
        "hal": "surplus (4 - 5), netto (6.1 - 6.2) or silpa (surplus + netto), as stated on a line of the report",
        "ukuran": "the column in question",
        "nilai_idr": "the figure stated; hitungan_idr what the report's own parts give",
        "dijumlah_idr": "receipts and payments of financing added up instead of netted",
        "n_suku": "figures the identity is made of, each rounded to presisi_idr",
        "kurang": "parts the report does not state",
        "jelas": "no part is stated twice with different figures",
    },
    build=build,
)
