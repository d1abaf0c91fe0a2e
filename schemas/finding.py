"""Findings, coverage and the state of rows after judging: what checks give and the ledger keeps."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

SEVERITIES = ("blokir", "peringatan", "info", "pantau")
"""B blocks the row, W asks for clarification, I informs, R watches (a risk, never an accusation)."""

OUTCOMES = ("gagal", "tidak_dapat_dinilai")
STATES = ("lolos", "gagal", "tidak_dapat_dinilai", "dikecualikan")
"""What a rule can say of one unit: pass, fail, unknown, or excused by a documented exception."""


class Finding(pa.DataFrameModel):
    """One row per unit a rule found wanting in this run.

    ``finding_id`` is the hash of rule, dataset, period and subject, never of values. ``subjek`` is the key as a JSON
    object. ``teramati``/``harapan`` are numbers in ``satuan`` where the rule compares numbers; ``*_teks`` what people
    read. ``parameter`` holds the message parameters (JSON). ``ambang`` the thresholds used with their basis (JSON).
    ``periode`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-TWn``. ``kecurigaan`` 0..1, ``dampak_idr`` rupiah at stake.
    """

    finding_id: str = pa.Field(unique=True, str_matches=r"^[0-9a-f]{16}$")
    aturan: str
    versi_aturan: pl.Int16 = pa.Field(ge=1)
    tema: str
    keparahan: str = pa.Field(isin=SEVERITIES)
    jenis: str
    hasil: str = pa.Field(isin=OUTCOMES)
    dataset: str
    periode: str
    kode_opd: str = pa.Field(nullable=True)
    subjek: str
    baris_id: str = pa.Field(nullable=True)
    berkas: str = pa.Field(nullable=True)
    lembar: str = pa.Field(nullable=True)
    baris: pl.Int32 = pa.Field(nullable=True)
    kolom: str = pa.Field(nullable=True)
    sel: str = pa.Field(nullable=True)
    nilai_asli: str = pa.Field(nullable=True)
    teramati: pl.Float64 = pa.Field(nullable=True)
    harapan: pl.Float64 = pa.Field(nullable=True)
    selisih: pl.Float64 = pa.Field(nullable=True)
    teramati_teks: str = pa.Field(nullable=True)
    harapan_teks: str = pa.Field(nullable=True)
    satuan: str = pa.Field(nullable=True)
    parameter: str
    ambang: str
    dasar: str
    kecurigaan: pl.Float64 = pa.Field(ge=0, le=1)
    dampak_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    terkait: str = pa.Field(nullable=True)

    class Config:
        strict = True


CAUSES = (
    "sendiri", "sebab_akibat", "baris_sama", "templat", "induk", "salinan", "satuan", "berkas", "opd", "berulang",
)  # fmt: skip
"""What holds a case together: nothing (alone), a finding that explains the others, one wrong field of a line, the
template of a form, sums over the same rows, a copy, a slip of unit, a wrong file, lines of one agency, or the same
question period after period."""


class Placement(pa.DataFrameModel):
    """Where a finding stands among the night's cases and in tonight's queues.

    ``kasus`` is the finding_id of its case's primary finding, its own when alone. ``sebab_kasus`` says what holds the
    case together, ``kolom_kasus`` the field blamed once the whole case is seen. ``penasihat``: its rule is below its
    precision floor and only advises. The ``antrian_*`` are ranks from 1 within tonight's capacity, by suspicion and by
    rupiah; one finding a case carries them. Null: listed, not in that queue.
    """

    finding_id: str = pa.Field(unique=True, str_matches=r"^[0-9a-f]{16}$")
    kasus: str = pa.Field(str_matches=r"^[0-9a-f]{16}$")
    sebab_kasus: str = pa.Field(isin=CAUSES)
    kolom_kasus: str = pa.Field(nullable=True)
    penasihat: bool
    antrian_kecurigaan: pl.Int32 = pa.Field(nullable=True, ge=1)
    antrian_rupiah: pl.Int32 = pa.Field(nullable=True, ge=1)

    class Config:
        strict = True


class Coverage(pa.DataFrameModel):
    """One row per rule, agency and reason: how many units were examined and how each ended.

    Rows with ``alasan`` null hold the totals (``diperiksa`` = lolos + gagal + tidak_dapat_dinilai + dikecualikan);
    rows with ``alasan`` split ``tidak_dapat_dinilai`` or ``dikecualikan`` by reason. ``kode_opd`` is "-" where no
    agency could be named.
    """

    aturan: str
    versi_aturan: pl.Int16
    kode_opd: str
    alasan: str = pa.Field(nullable=True)
    diperiksa: pl.Int64 = pa.Field(ge=0)
    lolos: pl.Int64 = pa.Field(ge=0)
    gagal: pl.Int64 = pa.Field(ge=0)
    tidak_dapat_dinilai: pl.Int64 = pa.Field(ge=0)
    dikecualikan: pl.Int64 = pa.Field(ge=0)

    class Config:
        strict = True


class RowState(pa.DataFrameModel):
    """Per submitted table row: by how many rules it was judged, and how."""

    baris_id: str = pa.Field(unique=True)
    dinilai: pl.Int32 = pa.Field(ge=0)
    gagal_blokir: pl.Int32 = pa.Field(ge=0)
    gagal_lain: pl.Int32 = pa.Field(ge=0)
    tidak_dapat_dinilai: pl.Int32 = pa.Field(ge=0)
    aturan_gagal: str = pa.Field(nullable=True)

    class Config:
        strict = True


class WatchedState(pa.DataFrameModel):
    """How the units of earlier, still open findings fared tonight. A unit not examined tonight has no row."""

    finding_id: str = pa.Field(unique=True)
    keadaan: str = pa.Field(isin=STATES)

    class Config:
        strict = True
