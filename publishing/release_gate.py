"""The release gate: is what *we* publish right? The only module that imports Great Expectations, and only when asked.

Importing the library takes seconds, so the night starts ``python -m publishing.release_gate`` early and hands it the
staged tables when they are written: one line ``{"in": DIR, "out": DIR}`` on stdin per question, one line of JSON (a
:class:`~publishing.gate_report.GateReport`) on stdout per answer. ``python -m publishing.release_gate IN_DIR OUT_DIR``
asks once. A failed expectation is a fault of ours: nothing is published.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import polars as pl

from publishing.evidence import Candidate, collect_evidence
from publishing.expectations import EXPECTATIONS, Expectation
from publishing.gate_docs import make_offline
from publishing.gate_input import INPUT_FOLDER, ExpectationsInput
from publishing.gate_report import READY, Failure, GateReport
from schemas.outputs import FACT_OUTPUTS, OUTPUT_TABLES
from schemas.provenance import Provenance
from schemas.tables import empty


def release(candidate: Candidate, out_dir: Path, expectations_input: ExpectationsInput) -> GateReport:
    """Judge ``candidate`` and leave the evidence and readable, offline pages in ``out_dir``."""
    evidence = collect_evidence(candidate, expectations_input)
    proofs = out_dir / "bukti"
    proofs.mkdir(parents=True, exist_ok=True)
    for name, frame in evidence.items():
        frame.write_parquet(proofs / f"{name}.parquet")
    results = _run_checkpoint(proofs, out_dir / "rinci", expectations_input)
    failures = tuple(
        Failure(expectation.name, expectation.says, _examples(evidence[expectation.frame], expectation))
        for expectation in EXPECTATIONS
        if not results[expectation.name]
    )
    report = GateReport(
        passed=not failures,
        expectations=tuple(expectation.name for expectation in EXPECTATIONS),
        failures=failures,
        docs=str(out_dir / "index.html"),
    )
    make_offline(out_dir, report, expectations_input)
    return report


def judge_directory(staged: Path, out_dir: Path) -> GateReport:
    """:func:`release` on the Parquet files of a staged snapshot: the very bytes to be published."""
    candidate = {name: pl.read_parquet(staged / f"{name}.parquet") for name in OUTPUT_TABLES}
    return release(candidate, out_dir, ExpectationsInput.read(staged / INPUT_FOLDER))


def _load_library() -> Any:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations

    return great_expectations


def _run_checkpoint(proofs: Path, docs: Path, given: ExpectationsInput) -> dict[str, bool]:
    """Every expectation by name: met or not. One suite and one validation per piece of evidence."""
    gx = _load_library()
    from great_expectations.core.run_identifier import RunIdentifier

    context = _quiet_context(gx, docs)
    source = context.data_sources.add_pandas_filesystem("kandidat", base_directory=proofs)
    validations = []
    for frame in dict.fromkeys(expectation.frame for expectation in EXPECTATIONS):
        batch = source.add_parquet_asset(frame).add_batch_definition_path("bukti", f"{frame}.parquet")
        wanted = [_as_gx(expectation) for expectation in EXPECTATIONS if expectation.frame == frame]
        suite = context.suites.add(gx.ExpectationSuite(name=frame, expectations=wanted))
        validations.append(
            context.validation_definitions.add(gx.ValidationDefinition(name=frame, data=batch, suite=suite))
        )
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(
            name="rilis",
            validation_definitions=validations,
            actions=[],
            result_format={"result_format": "SUMMARY", "return_unexpected_index_query": False},
        )
    )
    outcome = checkpoint.run(run_id=RunIdentifier(run_name=given.version, run_time=given.started_at))
    context.build_data_docs()
    return {
        result.expectation_config.meta["name"]: bool(result.success)
        for validation in outcome.run_results.values()
        for result in validation.results
    }


def _quiet_context(gx: Any, docs: Path) -> Any:
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for site in context.get_site_names():
        context.delete_data_docs_site(site)
    context.add_data_docs_site(
        "rilis",
        {
            "class_name": "SiteBuilder",
            "show_how_to_buttons": False,
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs)},
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False},
        },
    )
    return context


def _as_gx(expectation: Expectation) -> Any:
    import great_expectations.expectations as gxe

    kind = getattr(gxe, expectation.kind)
    return kind(**expectation.arguments, meta={"name": expectation.name, "notes": expectation.says.id})


def _examples(frame: pl.DataFrame, expectation: Expectation) -> tuple[str, ...]:
    wrong = frame.filter(~expectation.holds).head(5)
    return tuple(
        ", ".join(f"{key}={value}" for key, value in row.items() if value is not None)
        for row in wrong.iter_rows(named=True)
    )


def _answer(staged: str, out_dir: str) -> None:
    sys.stdout.buffer.write(judge_directory(Path(staged), Path(out_dir)).to_json() + b"\n")
    sys.stdout.buffer.flush()


def _rehearse() -> None:
    """One run over a night without rows: whatever the library loads late is loaded before anyone waits for it."""
    nothing = pl.DataFrame(schema={"baris_id": pl.String, "berkas": pl.String})
    given = ExpectationsInput(
        version="latihan",
        started_at=datetime(2025, 1, 1, tzinfo=UTC),
        as_of="2025-01-01",
        newest_receipt="",
        rules=(),
        agencies=(),
        files=(),
        lost_rows=0,
        rows=empty(Provenance).select("baris_id", "berkas", "lembar", "baris", dataset=pl.lit("", pl.String)),
        physical=nothing.select("berkas", baris_diterima=pl.lit(0, pl.Int64)),
        claimed=pl.DataFrame({"tabel": list(FACT_OUTPUTS), "baris_dibaca": [0] * len(FACT_OUTPUTS)}),
        money=pl.DataFrame(schema=dict.fromkeys(("tabel", "kolom", "dibaca"), pl.String)),
        blocked=nothing.select("baris_id"),
    )
    with TemporaryDirectory() as folder:
        release({name: empty(model) for name, model in OUTPUT_TABLES.items()}, Path(folder), given)


def main(arguments: list[str]) -> int:
    """One question from the command line, or questions from stdin until it closes."""
    if len(arguments) == 2:
        _answer(*arguments)
        return 0
    _rehearse()
    sys.stdout.buffer.write(READY + b"\n")
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        question = orjson.loads(line)
        _answer(question["in"], question["out"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
