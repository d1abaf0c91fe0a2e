"""Release gate and publish: build the candidate, let the gate judge the very bytes, switch to the new snapshot."""

from __future__ import annotations

import hashlib

import orjson
import polars as pl

from checks.registry import rules
from checks.reliability import reliability
from flows.night import Night, need
from flows.telling import close_run, summarise
from ledger.findings import finding_states, waivers_in_force
from publishing.night import Night as NightToPublish
from publishing.snapshot import release, stage
from schemas.tables import FACT_TABLES

FOREIGN = "data publik pemerintah lain: dinilai, tidak diterbitkan"
SUMMARISED = ("berkas", "anomali", "kelengkapan", "kekurangan", "silpa", "silpa_ringkas")


def release_gate(night: Night) -> None:
    """Build the candidate and stage it under the release gate; raises if the gate refuses it."""
    night.staged = stage(night_to_publish(night), night.home, night.gate)


def publish(night: Night) -> None:
    """Switch to the staged snapshot, or keep the current one if nothing changed; note the run in the ledger."""
    if night.staged is None:
        raise RuntimeError("nothing was staged")
    outcome = release(night.staged)
    night.version = outcome.version
    night.published = {name: pl.read_parquet(outcome.path / f"{name}.parquet") for name in SUMMARISED}
    night.summary = summarise(night)
    close_run(night)


def night_to_publish(night: Night) -> NightToPublish:
    """Everything publishing needs of this run."""
    readings, judgement = need(night.readings), need(night.judgement)
    settled, register = _settled(night), night.references.opd
    return NightToPublish(
        run_id=night.run_id,
        version=_version(night),
        as_of=night.as_of,
        started_at=night.started_at,
        receipts=night.receipts,
        dokumen=readings.tables["dokumen"],
        jejak=readings.tables["jejak"],
        kendala=judgement.kendala,
        facts={name: readings.tables[name] for name in FACT_TABLES},
        set_aside=pl.concat([judgement.set_aside, _of_other_governments(night)]),
        versions=judgement.versions,
        derived=judgement.derived,
        opd=register,
        findings=judgement.findings,
        coverage=judgement.coverage,
        row_state=judgement.row_states,
        settled=settled,
        words=judgement.words,
        rule_titles=_rule_titles(),
        precision=need(night.precision),
        capacity=night.settings.antrian.kapasitas,
        kelengkapan=judgement.kelengkapan,
        kekurangan=judgement.kekurangan,
        silpa=judgement.silpa,
        silpa_ringkas=judgement.silpa_ringkas,
        keandalan=reliability(register, judgement.lines, judgement.findings, settled, judgement.kekurangan),
        rules_lock=night.rules_lock,
        code_version=night.code_version,
        settings=_shown_settings(night),
        previous_version=night.previous_version,
    )


def _of_other_governments(night: Night) -> pl.DataFrame:
    """[baris_id, alasan]: public figures of other governments are judged for comparison, never published as ours."""
    public = need(night.readings).tables["lra"].filter(pl.col("jenis_laporan").is_in(["apbd", "djpk"]))
    foreign = public.join(night.references.opd.select("kode_opd"), on="kode_opd", how="anti")
    return foreign.select("baris_id", pl.lit(FOREIGN).alias("alasan"))


def _version(night: Night) -> str:
    """Name of the snapshot: when it was made, and a hash of what went in."""
    inputs = sorted({receipt.sha256 for receipt in night.receipts})
    digest = hashlib.sha256(orjson.dumps([inputs, night.rules_lock, night.code_version, night.as_of.isoformat()]))
    return f"{night.started_at:%Y%m%dT%H%M%SZ}-{digest.hexdigest()[:8]}"


def _settled(night: Night) -> pl.DataFrame:
    """Standing of tonight's findings, and whether a waiver covers them."""
    ids = need(night.judgement).findings["finding_id"].to_list()
    waived = waivers_in_force(night.ledger, night.as_of)["finding_id"]
    return finding_states(night.ledger, ids).with_columns(
        pl.col("finding_id").is_in(waived.implode()).alias("dikecualikan")
    )


def _rule_titles() -> pl.DataFrame:
    rows = [(r.id, r.title.id, r.title.en, r.theme, str(r.severity)) for r in rules().values()]
    names = ("aturan", "judul", "judul_en", "tema", "keparahan")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _shown_settings(night: Night) -> dict[str, object]:
    """Settings that decide the outcome; places and addresses stay out, they may hold secrets."""
    settings = night.settings
    return {
        "pemda": settings.pemda.model_dump(exclude={"rujukan"}),
        "tenggat": settings.tenggat.model_dump(),
        "antrian": settings.antrian.model_dump(),
        "batas": settings.batas.model_dump(exclude={"proses_baca"}),
    }
