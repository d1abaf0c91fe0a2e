"""The small tables on which the release gate passes judgement: a candidate held against what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pandera.errors
import polars as pl

from publishing.gate_input import ExpectationsInput, money_columns, money_sums
from publishing.keys import KEYS
from publishing.personal import count_personal_data
from schemas.outputs import DESTINATIONS, FACT_OUTPUTS, OUTPUT_TABLES

Candidate = Mapping[str, pl.DataFrame]


def collect_evidence(candidate: Candidate, given: ExpectationsInput) -> dict[str, pl.DataFrame]:
    """Frames by name; every number in them is 0, or equal to its neighbour, when the candidate is right."""
    return {
        "berkas": _files(candidate, given),
        "tabel": _tables(candidate, given),
        "uang": _money(candidate, given),
        "aturan": _rules(candidate, given),
        "pribadi": _personal(candidate),
        "rujukan": _references(candidate, given),
        "kesegaran": _freshness(candidate, given),
        "bentuk": _shapes(candidate),
    }


def _files(candidate: Candidate, given: ExpectationsInput) -> pl.DataFrame:
    """Per file: rows said to be read, rows received, where ``berkas`` and where ``jejak`` say they ended.

    Of repeated arrivals only those that claim rows, so that a claim fails against what was received.
    """
    ends = [f"baris_{target}" for target in DESTINATIONS]
    traced = (
        candidate["jejak"]
        .group_by("berkas")
        .agg((pl.col("tujuan") == target).sum().alias(f"baris_{target}") for target in DESTINATIONS)
        .select("berkas", menurut_jejak=_joined(ends))
    )
    return (
        candidate["berkas"]
        .filter((pl.col("keadaan") != "rangkap") | (pl.col("baris_dibaca") > 0))
        .select(
            "berkas",
            "nama_berkas",
            pl.col("baris_dibaca").cast(pl.Int64),
            baris_berakhir=pl.sum_horizontal(ends).cast(pl.Int64),
            menurut_berkas=_joined(ends),
        )
        .join(given.physical, on="berkas", how="left")
        .join(traced, on="berkas", how="left")
        .with_columns(pl.col("baris_diterima").fill_null(0), pl.col("menurut_jejak").fill_null("0/0/0"))
    )


def _joined(columns: list[str]) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.Int64).cast(pl.String) for name in columns], separator="/")


def _tables(candidate: Candidate, given: ExpectationsInput) -> pl.DataFrame:
    """Per published fact table: rows read and accounted for, repeated keys, blocked rows that got through."""
    rows = []
    for output, source in FACT_OUTPUTS.items():
        frame = candidate[output]
        held = candidate["ditahan"].filter(pl.col("dataset") == source)
        rows.append(
            {
                "tabel": output,
                "terbit_dan_ditahan": frame.height + held.height,
                "kunci_berulang": frame.height - frame.select(KEYS[output]).n_unique() if frame.height else 0,
                "baris_terblokir": frame.join(given.blocked, on="baris_id", how="semi").height,
            }
        )
    schema = {"tabel": pl.String, "terbit_dan_ditahan": pl.Int64, "kunci_berulang": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema | {"baris_terblokir": pl.Int64})
    return frame.join(given.claimed, on="tabel", how="left")


def _money(candidate: Candidate, given: ExpectationsInput) -> pl.DataFrame:
    """Per money column: its sum as read, and its sum over published rows and what ``ditahan`` keeps of the others."""
    parts = []
    for output, source in FACT_OUTPUTS.items():
        frame = candidate[output]
        columns = [name for name in money_columns(frame) if _was_read(given, output, name)]
        held = _held_rows(candidate["ditahan"].filter(pl.col("dataset") == source), columns)
        parts.append(money_sums(output, pl.concat([frame.select(columns), held])))
    return given.money.join(pl.concat(parts), on=["tabel", "kolom"], how="left").rename(
        {"jumlah": "terbit_dan_ditahan"}
    )


def _was_read(given: ExpectationsInput, table: str, column: str) -> bool:
    return not given.money.filter((pl.col("tabel") == table) & (pl.col("kolom") == column)).is_empty()


def _held_rows(held: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    schema: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(columns, pl.Int64)
    if held.is_empty():
        return pl.DataFrame(schema=schema)
    return held.select(pl.col("isi").str.json_decode(pl.Struct(schema))).unnest("isi")


def _rules(candidate: Candidate, given: ExpectationsInput) -> pl.DataFrame:
    covered = candidate["cakupan"].group_by("aturan").agg(baris_cakupan=pl.len().cast(pl.Int64))
    rules = pl.DataFrame({"aturan": list(given.rules)}, schema={"aturan": pl.String})
    return rules.join(covered, on="aturan", how="left").with_columns(pl.col("baris_cakupan").fill_null(0))


def _personal(candidate: Candidate) -> pl.DataFrame:
    rows = [
        {"tabel": table, "kolom": column, "baris": count}
        for table, frame in candidate.items()
        for column, count in count_personal_data(frame).items()
    ]
    return pl.DataFrame(rows, schema={"tabel": pl.String, "kolom": pl.String, "baris": pl.Int64})


def _references(candidate: Candidate, given: ExpectationsInput) -> pl.DataFrame:
    """One row: how many values of each kind of reference point at nothing."""
    agencies, files = pl.Series(given.agencies, dtype=pl.String), candidate["berkas"].get_column("berkas")
    facts = [candidate[name] for name in FACT_OUTPUTS]
    traced = candidate["jejak"].select("berkas", "lembar", "baris")
    orphans = sum(frame.join(traced, on=traced.columns, how="anti").height for frame in facts)
    untraced = given.rows.join(traced, on=traced.columns, how="anti").height
    counts = {
        "opd": sum(_unknown(frame, "kode_opd", agencies) for frame in [*facts, candidate["kelengkapan"]]),
        "temuan": _unknown(candidate["anomali"], "baris_id", given.rows.get_column("baris_id")),
        "berkas": sum(_unknown(frame, "berkas", files) for frame in [*facts, candidate["anomali"]]),
        "kuitansi": _arrivals_apart(candidate["berkas"], given),
        "jejak": orphans + untraced,
        "fakta": given.lost_rows,
    }
    return pl.DataFrame({name: [count] for name, count in counts.items()}, schema=dict.fromkeys(counts, pl.Int64))


def _arrivals_apart(files: pl.DataFrame, given: ExpectationsInput) -> int:
    """Arrivals not listed or listed without having come, and payloads whose rows are not counted at exactly one."""
    came, listed = Counter(given.files), Counter(files.get_column("berkas"))
    first = Counter(files.filter(pl.col("rangkap_dari").is_null()).get_column("berkas"))
    astray = (came - listed).total() + (listed - came).total()
    return astray + sum(first[berkas] != 1 for berkas in listed)


def _unknown(frame: pl.DataFrame, column: str, known: pl.Series) -> int:
    values = frame.get_column(column).drop_nulls()
    return values.len() - int(values.is_in(known.implode()).sum())


def _freshness(candidate: Candidate, given: ExpectationsInput) -> pl.DataFrame:
    """The newest payload is inside, and completeness was judged on the day this night speaks of."""
    newest = candidate["berkas"].get_column("diterima_at").max()
    today = date.fromisoformat(given.as_of)
    due, state = pl.col("jatuh_tempo"), pl.col("keadaan")
    misjudged = candidate["kelengkapan"].filter(
        ((due < today) & (state == "belum_jatuh_tempo")) | ((due > today) & (state == "belum_masuk"))
    )
    return pl.DataFrame(
        {
            "ukuran": ["berkas terbaru", "kelengkapan per tanggal acuan"],
            "seharusnya": [given.newest_receipt, "0"],
            "nyata": [newest.isoformat() if newest is not None else "", str(misjudged.height)],  # type: ignore[union-attr]
        }
    )


def _shapes(candidate: Candidate) -> pl.DataFrame:
    rows = []
    for name, model in OUTPUT_TABLES.items():
        try:
            model.validate(candidate[name], lazy=True)
        except pandera.errors.SchemaErrors as error:
            checks = sorted({str(e.check) for e in error.schema_errors})
            rows.append({"tabel": name, "pelanggaran": len(error.schema_errors), "contoh": "; ".join(checks)[:300]})
        else:
            rows.append({"tabel": name, "pelanggaran": 0, "contoh": ""})
    return pl.DataFrame(rows, schema={"tabel": pl.String, "pelanggaran": pl.Int64, "contoh": pl.String})
