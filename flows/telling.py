"""Tell: the summary of a night, its Prefect artifacts, and the message to whoever is configured."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from typing import Any

import polars as pl

from flows.night import Night, need
from ledger.runs import end_run
from publishing.queues import count_queues, summary_of
from schemas.text import PersonError, Text

SEVERITY_ORDER = ("blokir", "peringatan", "info", "pantau")


def summarise(night: Night) -> dict[str, Any]:
    """Numbers of the night, ready for JSON and for the terminal."""
    tables = need(night.published)
    files, anomalies, due = tables["berkas"], tables["anomali"], tables["kelengkapan"]
    left = tables["silpa_ringkas"].filter(pl.col("tingkat") == "kabupaten")
    settlement = need(night.settlement)
    missing = due.filter(pl.col("keadaan").is_in(["belum_masuk", "tidak_terbaca"]))
    return {
        "run_id": night.run_id,
        "tanggal": night.as_of.isoformat(),
        "versi": night.version,
        "versi_baru": night.version != night.previous_version,
        "dinilai_malam_ini": night.judged_now,
        "berkas": {
            "diterima": len({receipt.sha256 for receipt in night.receipts}),
            "kiriman_baru": night.new_arrivals,
            "dibaca_malam_ini": night.files_read_now,
            "rangkap": files.filter(pl.col("keadaan") == "rangkap").height,
            "tak_terbaca": files.filter(pl.col("keadaan") == "tak_terbaca").height,
            "sumber_bermasalah": [f"{p.source}: {p.what.id}" for p in night.problems],
        },
        "baris": {name: int(files[f"baris_{name}"].sum()) for name in ("dibaca", "terbit", "ditahan", "disisihkan")},
        "temuan": {
            "jumlah": anomalies.height,
            "baru": len(settlement.new),
            "selesai": len(settlement.closed),
            "terbuka_kembali": len(settlement.reopened),
            "menurut_keparahan": _counts(anomalies, "keparahan"),
            "menurut_tema": _counts(anomalies, "tema"),
        },
        "antrian": {
            **summary_of(count_queues(anomalies, need(night.precision), night.settings.antrian.kapasitas)),
            "lewat_tenggat": len(need(night.deadlines).overdue),
            "dinaikkan": len(need(night.deadlines).escalated),
        },
        "kelengkapan": {
            "jatuh_tempo": due.filter(pl.col("keadaan") != "belum_jatuh_tempo").height,
            "belum_masuk": missing.height,
            "opd_belum_melapor": missing["nama_opd"].unique().sort().to_list(),
            "terlambat": due.filter(pl.col("keadaan") == "terlambat").height,
        },
        "peringatan": [{"id": note.id, "en": note.en} for note in night.notes],
        "kekurangan_jujur": tables["kekurangan"].height,
        "silpa": {
            "baris": tables["silpa"].height,
            "perkiraan_idr": int(left["perkiraan_sisa_idr"].sum()),
        },
        "tempat": {
            "terbitan": str(night.home / "published" / "current"),
            "ringkasan": str(night.home / "published" / "current" / "ringkasan.html"),
            "anomali": str(night.home / "published" / "current" / "anomali.xlsx"),
        },
    }


def _counts(frame: pl.DataFrame, column: str) -> dict[str, int]:
    return dict(frame.group_by(column).len().sort("len", column, descending=[True, False]).iter_rows())


def close_run(night: Night) -> None:
    """Note in the ledger how the run ended."""
    published = night.version if night.version != night.previous_version else None
    end_run(
        night.ledger,
        night.run_id,
        state="published" if published else "nothing_new",
        at=datetime.now(UTC),
        summary=night.summary,
        published_version=published,
    )


def notify(night: Night) -> None:
    """Send the message, where someone is configured and the night calls for it. Numbers of findings, never figures."""
    settings = night.settings.pemberitahuan
    found = night.summary["temuan"]
    if settings.bila == "gagal" or (settings.bila == "ada_temuan" and not found["jumlah"]):
        return
    title = f"Jujur {night.summary['tanggal']}"
    body = (
        f"{found['jumlah']} anomali untuk diklarifikasi ({found['baru']} baru, {found['selesai']} selesai). "
        f"{night.summary['kelengkapan']['belum_masuk']} laporan belum masuk. Versi {night.summary['versi']}."
    )
    send(addresses(night), title, body)


def notify_failure(night: Night, error: Exception) -> None:
    """Tell the same people that the night failed: whoever hears nothing would think that nothing was found."""
    why = error.what.id if isinstance(error, PersonError) else f"kesalahan sistem ({type(error).__name__})"
    standing = night.previous_version or "-"
    send(addresses(night), f"Jujur {night.as_of}: malam gagal", f"{why} Terbitan {standing} tetap berlaku.")


def addresses(night: Night) -> list[str]:
    """Where messages go: from the settings and from the environment variable they name."""
    settings = night.settings.pemberitahuan
    return destinations(settings.alamat, settings.alamat_env)


def destinations(written: list[str], variable: str) -> list[str]:
    """Addresses as ``written``, then those in the environment ``variable``, which may hold passwords."""
    secret = [part.strip() for part in os.environ.get(variable, "").split(",")]
    return [*written, *filter(None, secret)]


def send(to: list[str], title: str, body: str) -> None:
    """Deliver one message to every address; PersonError (without the addresses) if one does not take it."""
    if not to:
        return
    import apprise

    _silence(apprise.logger)
    post = apprise.Apprise()
    accepted = [post.add(address) for address in to]
    if not all(accepted) or not post.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT):
        raise PersonError(
            Text("Pemberitahuan tidak terkirim.", "The notification could not be delivered."),
            Text("Periksa alamat pada [pemberitahuan].", "Check the addresses under [pemberitahuan]."),
        )


def _silence(logger: logging.Logger) -> None:
    """The library's own messages name the addresses, and so their passwords."""
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def publish_artifacts(night: Night) -> None:
    """Summary, completeness and top findings as artifacts of the flow run."""
    from prefect.artifacts import create_table_artifact

    tables = need(night.published)
    create_table_artifact(key="ringkasan", table=[_flat(night.summary)], description="Ringkasan malam")
    states = tables["kelengkapan"].group_by("dataset", "keadaan").len().sort("dataset", "keadaan")
    create_table_artifact(key="kelengkapan", table=states.to_dicts(), description="Kelengkapan laporan")
    top = tables["anomali"].sort("prioritas", descending=True).head(20)
    shown = top.select("aturan", "kode_opd", "periode", "keparahan", "pesan").to_dicts()
    create_table_artifact(key="temuan-teratas", table=shown, description="Anomali untuk diklarifikasi")


def _flat(summary: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in summary.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = ", ".join(map(str, value)) if isinstance(value, list) else value
    return flat
