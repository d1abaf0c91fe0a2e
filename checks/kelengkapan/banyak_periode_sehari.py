"""KLP-003: many periods of one form were filed on one day."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-003",
    version=1,
    frame="setoran_harian",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    unit="kali",
    title=Text(
        "Banyak periode dilaporkan pada satu hari",
        "Many periods filed on one day",
    ),
    message=Text(
        "{kode_opd} mengirim {observed} periode {formulir} pada {dikirim}: {daftar_periode}.",
        "{kode_opd} filed {observed} periods of {formulir} on {dikirim}: {daftar_periode}.",
    ),
    why=Text(
        "Beberapa bulan yang diisi sekaligus kehilangan riwayatnya: kemajuan tiap bulan ditulis setelah hasil "
        "akhirnya diketahui.",
        "Months filled in together lose their history: each month's progress was written when the outcome was "
        "already known.",
    ),
    condition=Text(
        "Satu hari kirim menjadi temuan bila satu OPD mengirim lebih dari {maks_periode} periode formulir"
        " yang sama pada hari itu.",
        "A day of filing is a finding when one agency files more than {maks_periode} periods of the same form on it.",
    ),
    cannot_tell=Text(
        "Apakah isiannya dicatat tiap bulan lalu dikirim sekaligus, atau baru diisi pada hari itu.",
        "Whether the entries were kept month by month and sent together, or filled in only that day.",
    ),
    basis="keputusan sendiri: kebiasaan isi-belakangan pada data publik [D]",
    explanations=(
        Text(
            "pindah ke sistem baru dan mengirim ulang arsip",
            "archives sent again on moving to a new system",
        ),
    ),
    settles=Text(
        "bukti kirim asli tiap bulan",
        "proof of sending of each month",
    ),
    thresholds=("maks_periode",),
    related=("KLP-002",),
    examples="""
        kode_opd | formulir | dikirim_tgl | n_periode | daftar_periode   | waktu_salin | verdict
        1.03     | rfk      | 2025-03-10  | 1         | 2025-02          | false       | pass
        1.03     | rfk      | 2025-04-10  | 2         | 2025-02, 2025-03 | false       | pass
        1.03     | rfk      | 2025-09-10  | 6         | 2025-03, 2025-04 | false       | fail
        1.03     | rfk      |             | 3         | 2025-03          | false       | unknown
        1.03     | rfk      | 2025-09-10  | 8         | 2025-03          | true        | unknown
    """,
)
def banyak_periode_sehari(maks_periode: pl.Expr) -> Verdicts:
    """Two periods at once are common after holidays; more are asked about."""
    count = pl.col("n_periode")
    return Verdicts(
        ok=count <= maks_periode,
        unknown={
            "waktu_kirim_tidak_diketahui": pl.col("dikirim_tgl").is_null(),
            "waktu_salinan_massal": pl.col("waktu_salin"),
        },
        observed=count,
        expected=maks_periode,
        params={"daftar_periode": pl.col("daftar_periode"), "dikirim": pl.col("dikirim_tgl").dt.strftime("%Y-%m-%d")},
    )
