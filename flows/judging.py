"""Gate, check and settle: from rows to verdicts, and from verdicts to the ledger."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import polars as pl

from checks.cases import build_cases
from checks.evidence.findings import with_evidence
from checks.frame import Facts, Prepared
from checks.precision import precision_of_rules
from checks.queue import place
from checks.registry import frames, rules
from checks.runner import judge
from flows import judgement
from flows.judgement import Judgement
from flows.night import Night, need
from flows.versions import assign
from ledger.deadlines import Allowed, watch_deadlines
from ledger.findings import finding_states, load_findings, open_finding_ids
from ledger.queue import place as place_findings
from ledger.reports import verdicts
from ledger.settle import settle as settle_findings
from ledger.submissions import record_versions
from ledger.vocabulary import WAITING
from publishing.gate_report import GateProcess
from schemas.gate import gate as gate_table
from schemas.tables import FACT_TABLES


def gate(night: Night) -> None:
    """Shape gate on every table; then say which submission is in force. Nothing to do where a judgement is kept."""
    night.judgement = judgement.find(night, set(open_finding_ids(night.ledger)))
    if night.judgement is not None:
        return
    if isinstance(night.gate, GateProcess):
        night.gate.start()
    tables = need(night.readings).tables
    names = tables["dokumen"].select("berkas", "nama_berkas")
    gated = {name: gate_table(name, model, tables[name], names) for name, model in FACT_TABLES.items()}
    night.kendala = pl.concat([tables["kendala"], *(result.kendala for result in gated.values())])
    passed = {name: result.passed for name, result in gated.items()}
    night.versioned = assign(passed, sent_times(night), _doubtful(tables["dokumen"]))


def _doubtful(documents: pl.DataFrame) -> pl.Series:
    """Files that say one agency or month inside and another in their name, or bear another government's heading."""
    another_agency = pl.col("kode_opd_isi") != pl.col("kode_opd_nama")
    monthly = r"^\d{4}-\d{2}$"
    another_month = (
        pl.col("periode_isi").str.contains(monthly)
        & pl.col("periode_nama").str.contains(monthly)
        & (pl.col("periode_isi") != pl.col("periode_nama"))
        & ~(pl.col("periode_isi") == pl.col("periode_nama")).any().over("berkas", "nama_berkas", "dataset")
    )
    strange = another_agency | another_month | pl.col("lain_pemerintah").is_not_null()
    return documents.filter(strange.fill_null(False))["berkas"].unique()


def sent_times(night: Night) -> pl.DataFrame:
    """[berkas, dikirim_at]: when each payload was first sent (or, where nobody says, received)."""
    return pl.DataFrame(
        [(receipt.sha256, receipt.sent_at or receipt.received_at) for receipt in night.receipts],
        schema={"berkas": pl.String, "dikirim_at": pl.Datetime("us", "UTC")},
        orient="row",
    ).unique("berkas", keep="first", maintain_order=True)


def check(night: Night) -> None:
    """Judge everything in force by every rule, unless all that decides is as it was when it was last judged."""
    if night.judgement is None:
        asked = set(open_finding_ids(night.ledger))
        prepared = Prepared(_facts(night), frames())
        judged = judge(prepared, rules().values(), frames(), asked)
        judged = replace(judged, findings=with_evidence(judged.findings, prepared["bukti"]))
        night.judgement, night.judged_now = judgement.draw(night, prepared, judged), True
        judgement.keep(night, night.judgement, asked)
    night.watched = pl.concat([night.judgement.watched, _of_replaced_files(night, night.judgement)])


def _facts(night: Night) -> Facts:
    versioned, documents = need(night.versioned), need(night.readings).tables
    in_force = {
        "dokumen": _in_force(documents["dokumen"], versioned.versions, _doubtful(documents["dokumen"])),
        "jejak": documents["jejak"],
        "kendala": need(night.kendala).join(versioned.set_aside, on="baris_id", how="anti"),
    }
    everything = {"dokumen": documents["dokumen"], "jejak": documents["jejak"], "kendala": need(night.kendala)}
    return Facts(
        tables={**versioned.current, **in_force},
        history={**versioned.history, **everything},
        references={field.name: getattr(night.references, field.name) for field in fields(night.references)},
        as_of=night.as_of,
        deadline_days=night.settings.tenggat.model_dump(),
        government=night.settings.pemda.nama,
        second_opinion=night.settings.kecurigaan.pendapat_kedua,
    )


def _in_force(documents: pl.DataFrame, versions: pl.DataFrame, doubtful: pl.Series) -> pl.DataFrame:
    """Documents that still speak for something: those of which no other file has taken the place.

    One that contradicts its own name stays to be asked about until what its name speaks of has come.
    """
    standing = versions.group_by("berkas", "dataset").agg(pl.col("berlaku").any())
    replaced = standing.filter(~pl.col("berlaku"))
    strange = pl.col("berkas").is_in(doubtful.implode())
    came = documents.filter(~strange).select(
        pl.col("kode_opd").alias("kode_opd_nama"), "dataset", pl.col("periode_isi").alias("periode_nama")
    )
    awaited = documents.filter(strange).join(came, on=came.columns, how="anti")["dokumen_id"]
    still = pl.col("dokumen_id").is_in(awaited.implode())
    kept = documents.filter(still)
    rest = documents.filter(~still).join(replaced, on=["berkas", "dataset"], how="anti", maintain_order="left")
    return pl.concat([kept, rest])


def _of_replaced_files(night: Night, judged: Judgement) -> pl.DataFrame:
    """Open findings about a place in a file that another file has replaced, not found again: the place is gone."""
    standing = judged.versions.group_by("berkas").agg(pl.col("berlaku").any())
    replaced = standing.filter(~pl.col("berlaku"))["berkas"]
    known = load_findings(night.ledger, only_open=True).select("finding_id", "berkas", "aturan")
    examined = pl.concat([judged.watched["finding_id"], judged.findings["finding_id"]])
    gone = known.filter(
        pl.col("berkas").is_in(replaced.implode()),
        pl.col("aturan").is_in(_rules_about_places()),
        ~pl.col("finding_id").is_in(examined.implode()),
    )
    return gone.select("finding_id", pl.lit("dikecualikan").alias("keadaan"))


def _rules_about_places() -> list[str]:
    """Rules whose unit is a file, a sheet or a row of one, not a line of the programme."""
    places = {"nama_berkas", "lembar", "baris"}
    return [rule.id for rule in rules().values() if places & set(frames()[rule.frame].key)]


def settle(night: Night) -> None:
    """Write versions, findings and the fate of earlier findings to the ledger."""
    at = datetime.now(UTC)
    judged = need(night.judgement)
    versions = judged.versions.join(sent_times(night), on="berkas", how="left")
    known = versions.drop_nulls(["dataset", "kode_opd", "periode", "berkas"]).rename({"dikirim_at": "sent_at"})
    record_versions(night.ledger, night.run_id, known, at)
    night.settlement = settle_findings(night.ledger, night.run_id, judged.findings, need(night.watched), at)
    _place(night, at)
    queue = night.settings.antrian
    allowed = Allowed(
        days={"blokir": queue.hari_kerja_blokir, "peringatan": queue.hari_kerja_peringatan},
        until_escalated=queue.hari_kerja_eskalasi,
        holidays=night.references.libur["tanggal"].to_list(),
    )
    night.deadlines = watch_deadlines(night.ledger, night.run_id, allowed, night.as_of, at)


def _place(night: Night, at: datetime) -> None:
    """Cases and queues over everything open: tonight's findings, and earlier ones that were not examined tonight."""
    queue = night.settings.antrian
    night.precision = precision_of_rules(verdicts(night.ledger), queue.presisi_minimal, queue.putusan_minimal)
    unexamined = load_findings(night.ledger, need(night.settlement).unexamined)
    found = need(night.judgement).findings
    findings = pl.concat([found, unexamined.select(found.columns)])
    states = finding_states(night.ledger, findings["finding_id"].to_list())
    waiting = states.select("finding_id", pl.col("status").is_in(WAITING).alias("menunggu"))
    placed = place(
        findings.join(waiting, on="finding_id", how="left"),
        build_cases(findings),
        need(night.precision).filter("penasihat")["aturan"].to_list(),
        queue.kapasitas,
    )
    place_findings(night.ledger, night.run_id, placed, at)
