"""KOD-010: region code, name and BPS code of a kecamatan speak of different places."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KOD-010",
    version=1,
    frame="kecamatan",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    unit="teks",
    title=Text(
        "Kode wilayah, nama dan kode BPS bertentangan",
        "Region code, name and BPS code disagree",
    ),
    message=Text(
        '{kode_wilayah}: nama "{nama_opd}" atau kode BPS {bps} tidak sesuai dengan {nama_resmi} (BPS {bps_resmi}).',
        '{kode_wilayah}: name "{nama_opd}" or BPS code {bps} does not fit {nama_resmi} (BPS {bps_resmi}).',
    ),
    why=Text(
        "Urutan kode BPS berbeda dari Kemendagri; satu daftar kabupaten pernah lupa satu kecamatan.",
        "BPS codes run in another order than Kemendagri's; one regency list once forgot a kecamatan.",
    ),
    condition=Text(
        "Kecamatan pada daftar OPD menjadi temuan bila nama atau kode BPS-nya lain daripada yang resmi untuk"
        " kode wilayahnya.",
        "A kecamatan on the register is a finding when its name or BPS code differs from the official one for"
        " its region code.",
    ),
    cannot_tell=Text(
        "Mana dari ketiganya yang keliru; dua dari tiga yang cocok belum membuktikan yang ketiga salah.",
        "Which of the three is wrong; that two agree does not prove the third mistaken.",
    ),
    basis="Kepmendagri 300.2.2-2138/2025 [K]; bridging BPS [S]",
    settles=Text(
        "Kepmendagri kode wilayah dan tabel bridging BPS",
        "the regional codes decree and the BPS bridging table",
    ),
    related=("KOD-009",),
    examples="""
        kode_wilayah | nama        | nama_wilayah | kode_bps | kode_bps_wilayah | nama_cocok | bps_cocok | verdict
        36.03.05     | Kec. Cisoka | Cisoka       | 3603010  | 3603010          | true       | true      | pass
        36.03.05     | Kec. Cisoka | Cisoka       | 3603020  | 3603010          | true       | false     | fail
        36.03.05     | Kec. Solear | Cisoka       | 3603010  | 3603010          | false      | true      | fail
        36.03.05     |             | Cisoka       |          | 3603010          |            |           | unknown
    """,
)
def wilayah_bertentangan() -> Verdicts:
    """Bridged, never derived one from the other; a kecamatan missing from the register is KOD-009."""
    name, bps = pl.col("nama_cocok"), pl.col("bps_cocok")
    return Verdicts(
        ok=name & bps,
        unknown={"tidak_ada_di_register": pl.col("nama").is_null()},
        observed_text=pl.col("kode_bps"),
        expected_text=pl.col("kode_bps_wilayah"),
        params={
            "nama_opd": pl.col("nama"),
            "bps": pl.col("kode_bps").fill_null("-"),
            "nama_resmi": pl.col("nama_wilayah").fill_null("-"),
            "bps_resmi": pl.col("kode_bps_wilayah").fill_null("-"),
        },
    )
