"""RFK leaves of every month, with what budget, treasury, contracts, codes and earlier months say of the same line."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare import budget, contracts, feed, peers, series, treasury
from checks.prepare.cells import cell_state
from checks.prepare.codes import with_nomenclature
from checks.prepare.work import NEEDS_CONTRACT, fund_class, kind_of_work
from schemas.rfk import Rfk
from schemas.tables import polars_schema

EARLIER = (
    "pagu_idr", "realisasi_idr", "ini_idr", "fisik_pct", "rencana_fisik_pct", "permasalahan", "rencana", "sp2d_sd_idr",
    "kas_p1_idr",
)  # fmt: skip

WORDS = {
    "akhir_bulan_tgl": "last day of the month reported",
    "hari_ini": "date of the night",
    "pagu_keadaan": "isi, kosong, strip or tak_terbaca; also realisasi_keadaan and fisik_keadaan",
    "dana_kelas": "class of funds: apbd, blud, bos, bankeu, dak, pusat; null if unknown",
    "jenis_kerja": "kind of work: gaji, rutin, acara, konstruksi, modal, bansos, jasa",
    "akun_modal": "the line's known accounts are capital spending (5.2); null where no account is known",
    "perlu_kontrak": "work of this kind needs a contract and its accounts do not say otherwise",
    "pagu_berlaku_idr": "ceiling in force at month end (versi_berlaku); pagu_murni_idr first, pagu_maks_idr highest",
    "dpa_ada": "the agency's budget is known; dpa_awal_tgl and dpa_akhir_tgl are the line's schedule",
    "versi_cocok": "a budget version other than the one in force whose ceiling equals the one on the form",
    "sp2d_sd_idr": "treasury spending net of returns to month end; sp2d_m1_idr to the month before",
    "sp2d_kembali_idr": "returns; sp2d_muka_idr UP/TU advances not yet accounted for; sp2d_spd_idr authorised",
    "sp2d_ada": "the treasury register covers the month",
    "spj_sd_idr": "accounted for by SPJ to month end",
    "kas_kum_idr": "cash plan cumulated to the month",
    "k_n": "contracts of the line (null: no register); the other k_* columns: see checks.prepare.contracts",
    "nom_ada": "the code is in the nomenclature of that year, as nom_uraian with nom_satuan",
    "kode_baru": "what an old code became",
    "bidang_sendiri": "the programme belongs to the agency's own bidang or is support",
    "m1_ada": "the line was reported the month before; m1_berkas_ada: the agency reported at all",
    "m1_realisasi_idr": "the line's figures the month before (m1_*) and two months before (m2_*)",
    "y1_realisasi_idr": "same month last year, same line; also y1_fisik_pct",
    "keu_pct": "spending over the ceiling on the form (else the one in force), percent, recomputed",
    "rak_kum_pct": "cash plan to the month over the same ceiling, percent",
    "m1_kas_idr": "cash plan to this month as last month's form had it",
    "sp2d_p1_idr": "treasury spending to the end of the month after",
    "tenggang_lewat": "the treasury register covers the whole month after: nothing can be in transit any more",
    "umpan_terhenti": "the treasury feed stands still or knows nothing of the agency: it proves nothing this month",
    "n_sama": "consecutive months with physical equal to financial percentage to two decimals, 0 and 100 left out",
    "n_rencana_sama": "consecutive months with physical exactly as planned while money is behind the cash plan",
    "n_beku": "consecutive months in which neither money nor physical moved, between 0 and 100",
    "n_kenaikan_tetap": "consecutive months with the same non-zero increment of money",
    "muncul": "times the same line occurs in this agency's report of the month; muncul_dana: with the same funds",
    "sejenis_fisik_pct": "progress that nine in ten lines of the same kind and month do not exceed, of sejenis_n lines",
    "dpa_ditahan": "rows of the agency's budget document are held: the line's ceiling may be among them",
}

ADDED: dict[str, pl.DataType] = {
    **dict.fromkeys(("akhir_bulan_tgl", "hari_ini", "dpa_awal_tgl", "dpa_akhir_tgl"), pl.Date()),
    **dict.fromkeys(
        ("pagu_keadaan", "realisasi_keadaan", "fisik_keadaan", "dana_kelas", "jenis_kerja", "versi_berlaku",
         "versi_cocok", "nom_uraian", "nom_satuan", "kode_baru", "m1_permasalahan", "m1_rencana"),
        pl.String(),
    ),
    **dict.fromkeys(
        ("perlu_kontrak", "akun_modal", "dpa_ada", "sp2d_ada", "kontrak_ada", "nom_ada", "bidang_sendiri", "m1_ada",
         "m1_berkas_ada",
         "dpa_ditahan", "tenggang_lewat", "umpan_terhenti"),
        pl.Boolean(),
    ),
    **dict.fromkeys(
        ("pagu_berlaku_idr", "pagu_murni_idr", "pagu_maks_idr", "sp2d_sd_idr", "sp2d_m1_idr", "sp2d_kembali_idr",
         "sp2d_muka_idr", "sp2d_spd_idr", "spj_sd_idr", "kas_kum_idr", "k_nilai_idr", "m1_pagu_idr", "m1_realisasi_idr",
         "m1_ini_idr", "m1_sp2d_sd_idr", "m1_kas_idr", "sp2d_p1_idr",
         "m2_pagu_idr", "m2_realisasi_idr", "m2_ini_idr", "y1_realisasi_idr"),
        pl.Int64(),
    ),
    **dict.fromkeys(
        ("keu_pct", "rak_kum_pct", "sejenis_fisik_pct", "k_uang_muka_pct", "k_fisik_pct",
         "m1_fisik_pct", "m1_rencana_fisik_pct", "m2_fisik_pct", "y1_fisik_pct"),
        pl.Float64(),
    ),
    **dict.fromkeys(
        ("k_tgl", "k_spmk_tgl", "k_akhir_tgl", "k_bast_tgl", "k_bast_awal_tgl", "k_addendum_tgl", "k_bayar_akhir_tgl"),
        pl.Date(),
    ),
    **dict.fromkeys(
        ("k_n", "k_bast_n", "k_gagal_tender", "n_sama", "n_rencana_sama", "n_beku", "n_kenaikan_tetap", "muncul",
         "muncul_dana", "sejenis_n"),
        pl.Int32(),
    ),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """Every leaf of every RFK in force, one row each, whatever is missing on it."""
    tables, references = prepared.facts.tables, prepared.facts.references
    leaves = (
        tables["rfk"]
        .filter(pl.col("peran") == "rinci")
        .with_columns(
            pl.date(pl.col("tahun"), pl.col("bulan"), 1).dt.month_end().alias("akhir_bulan_tgl"),
            pl.lit(prepared.facts.as_of).alias("hari_ini"),
            *(
                cell_state(f"{name}").alias(f"{name.rsplit('_', 1)[0]}_keadaan")
                for name in ("pagu_idr", "realisasi_idr", "fisik_pct")
            ),
            fund_class(references["sumber_dana"]).alias("dana_kelas"),
            kind_of_work().alias("jenis_kerja"),
            pl.len().over("kode_opd", "tahun", "bulan", "kode").cast(pl.Int32).alias("muncul"),
            pl.len().over("kode_opd", "tahun", "bulan", "kode", "sumber_dana").cast(pl.Int32).alias("muncul_dana"),
        )
        .with_columns(pl.col("jenis_kerja").is_in(NEEDS_CONTRACT).alias("perlu_kontrak"))
    )
    rows = budget.with_held(budget.in_force(leaves, tables["dpa"], "akhir_bulan_tgl"), tables["kendala"], tables["dpa"])
    rows = treasury.cumulative(rows, tables["sp2d"])
    rows = contracts.per_line(rows, contracts.completed(tables["kontrak"], prepared.facts.history["kontrak"]))
    rows = with_nomenclature(rows, references["nomenklatur"], references["opd"])
    rows = _with_spj(_with_cash_plan(rows, tables["kas"]), tables["spj"])
    rows = _with_accounts(rows, tables["dpa_rincian"], tables["sp2d"])
    rows = _with_fund(_with_shares(rows), tables["dpa"], references["sumber_dana"])
    return feed.with_guard(peers.with_usual_progress(_with_series(rows)), prepared.facts.as_of)


def _with_shares(rows: pl.DataFrame) -> pl.DataFrame:
    ceiling = pl.coalesce("pagu_idr", "pagu_berlaku_idr")
    positive = ceiling > 0
    return rows.with_columns(
        pl.when(positive).then(pl.col("realisasi_idr") / ceiling * 100).alias("keu_pct"),
        pl.when(positive).then(pl.col("kas_kum_idr") / ceiling * 100).alias("rak_kum_pct"),
    )


def _with_accounts(rows: pl.DataFrame, detail: pl.DataFrame, sp2d: pl.DataFrame) -> pl.DataFrame:
    """Whether the line buys capital goods, by its accounts in DPA detail and SP2D; words alone mislead."""
    line = ["kode_opd", "tahun", "kode"]
    used = pl.concat([table.select(*line, "kode_akun") for table in (detail, sp2d)])
    accounts = (
        used.filter(pl.col("kode").is_not_null(), pl.col("kode_akun").is_not_null())
        .group_by(line)
        .agg(pl.col("kode_akun").str.starts_with("5.2").any().alias("akun_modal"))
    )
    return rows.join(accounts, on=line, how="left").with_columns(
        pl.col("perlu_kontrak") & pl.col("akun_modal").fill_null(True)
    )


def _with_fund(rows: pl.DataFrame, dpa: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """Forms without a funding source take it from the line's DPA."""
    known = (
        dpa.filter(pl.col("kode").is_not_null())
        .with_columns(fund_class(classes).alias("_kelas"))
        .filter(pl.col("_kelas").is_not_null())
        .unique(["kode_opd", "tahun", "kode"], keep="last", maintain_order=True)
        .select("kode_opd", "tahun", "kode", "_kelas")
    )
    return (
        rows.join(known, on=["kode_opd", "tahun", "kode"], how="left")
        .with_columns(pl.coalesce("dana_kelas", "_kelas").alias("dana_kelas"))
        .drop("_kelas")
    )


def _with_cash_plan(rows: pl.DataFrame, kas: pl.DataFrame) -> pl.DataFrame:
    """The line's own cash plan on the form, else the last one filed as anggaran kas."""
    filed = (
        kas.filter(pl.col("peran") == "rinci", pl.col("kode").is_not_null(), pl.col("kas_idr").is_not_null())
        .sort("berlaku_tgl", nulls_last=False)
        .unique(["kode_opd", "tahun", "kode"], keep="last", maintain_order=True)
        .select("kode_opd", "tahun", "kode", pl.col("kas_idr").alias("_kas"))
    )
    months = pl.col("bulan").cast(pl.Int64)
    plan = pl.coalesce("kas_idr", "_kas")
    complete = (plan.list.len() == 12) & months.is_not_null()
    next_month = complete & (months < 12)
    return (
        rows.join(filed, on=["kode_opd", "tahun", "kode"], how="left")
        .with_columns(
            pl.when(complete).then(plan.list.head(months.fill_null(0)).list.sum()).alias("kas_kum_idr"),
            pl.when(next_month).then(plan.list.head(months.fill_null(0) + 1).list.sum()).alias("kas_p1_idr"),
        )
        .drop("_kas")
    )


def _with_spj(rows: pl.DataFrame, spj: pl.DataFrame) -> pl.DataFrame:
    filed = (
        spj.filter(pl.col("peran") == "rinci")
        .group_by("kode_opd", "tahun", "bulan", "kode")
        .agg(pl.when(pl.col("spj_sd_idr").is_not_null().any()).then(pl.col("spj_sd_idr").sum()).alias("spj_sd_idr"))
    )
    return rows.join(filed, on=["kode_opd", "tahun", "bulan", "kode"], how="left")


def _with_series(rows: pl.DataFrame) -> pl.DataFrame:
    reported = rows.select("kode_opd", "tahun", pl.col("bulan") + 1, pl.lit(True).alias("m1_berkas_ada")).unique()
    seen = rows.select("kode_opd", "tahun", "kode", pl.col("bulan") + 1, pl.lit(True).alias("m1_ada")).unique()
    rows = series.with_earlier(rows, EARLIER, 1).rename({"m1_kas_p1_idr": "m1_kas_idr"})
    rows = series.with_earlier(rows, ("pagu_idr", "realisasi_idr", "ini_idr", "fisik_pct"), 2)
    rows = series.with_last_year(rows, ("realisasi_idr", "fisik_pct"))
    rows = (
        rows.join(reported, on=["kode_opd", "tahun", "bulan"], how="left")
        .join(seen, on=["kode_opd", "tahun", "kode", "bulan"], how="left")
        .with_columns(pl.col("m1_ada", "m1_berkas_ada").fill_null(False))
        .sort("kode_opd", "tahun", "kode", "bulan", "berkas", "baris")
    )
    inside = pl.col("fisik_pct").is_between(0, 100, closed="none")
    keu = pl.when(pl.col("pagu_idr") > 0).then(pl.col("realisasi_idr") / pl.col("pagu_idr") * 100)
    grown = pl.col("realisasi_idr") - pl.col("m1_realisasi_idr")
    grown_before = pl.col("m1_realisasi_idr") - pl.col("m2_realisasi_idr")
    still = (grown == 0) & (pl.col("fisik_pct") == pl.col("m1_fisik_pct"))
    behind = pl.col("realisasi_idr") < pl.col("kas_kum_idr")
    on_plan = (pl.col("fisik_pct") == pl.col("rencana_fisik_pct")) & inside
    return rows.with_columns(
        series.run_length(((keu - pl.col("fisik_pct")).abs() < 0.005) & inside).alias("n_sama"),
        series.run_length(on_plan & behind).alias("n_rencana_sama"),
        series.run_length(still & inside).alias("n_beku"),
        series.run_length((grown == grown_before) & (grown != 0)).alias("n_kenaikan_tetap"),
    )


FRAME = Frame(
    name="rfk",
    dataset="rfk",
    key=("kode_opd", "kode"),
    columns={**polars_schema(Rfk), **ADDED},
    words=WORDS,
    build=build,
)
