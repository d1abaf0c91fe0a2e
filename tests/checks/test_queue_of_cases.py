"""Two queues of a stated capacity: one row a case, the rest listed."""

from __future__ import annotations

from typing import Any

import polars as pl

from checks.cases import CASE_SCHEMA
from checks.queue import place

SCHEMA = {
    "finding_id": pl.String, "aturan": pl.String, "keparahan": pl.String, "kecurigaan": pl.Float64,
    "dampak_idr": pl.Int64, "baris_id": pl.String, "menunggu": pl.Boolean,
}  # fmt: skip


def fid(number: int) -> str:
    return f"{number:016x}"


def finding(number: int, kecurigaan: float, dampak: int | None, **values: Any) -> dict[str, Any]:
    return {
        "finding_id": fid(number), "aturan": "REK-001", "keparahan": "peringatan", "kecurigaan": kecurigaan,
        "dampak_idr": dampak, "baris_id": f"b{number}", "menunggu": True,
    } | values  # fmt: skip


def case(number: int, primary: int, place_in_case: int = 0, kind: str = "sendiri") -> tuple[object, ...]:
    return fid(number), fid(primary), kind, "realisasi_idr", place_in_case


def queues(
    findings: list[dict[str, Any]], cases: list[tuple[object, ...]], capacity: int = 10, advisory: tuple[str, ...] = ()
) -> tuple[list[int], list[int]]:
    """Numbers of the findings in each queue, in order."""
    frame = pl.DataFrame(findings, schema=SCHEMA)
    placed = place(frame, pl.DataFrame(cases, schema=CASE_SCHEMA, orient="row"), advisory, capacity)
    assert placed.height == frame.height
    told = [
        placed.filter(pl.col(name).is_not_null()).sort(name).select("finding_id", name)
        for name in ("antrian_kecurigaan", "antrian_rupiah")
    ]
    for queue in told:
        assert queue.to_series(1).to_list() == list(range(1, queue.height + 1))
    first, second = ([int(text, 16) for text in queue["finding_id"]] for queue in told)
    return first, second


def test_suspicion_and_rupiah_order_differently_and_both_stop_at_the_capacity() -> None:
    findings = [finding(1, 0.9, 1_000_000), finding(2, 0.5, 900_000_000), finding(3, 0.8, 4_000_000)]
    cases = [case(n, n) for n in (1, 2, 3)]
    assert queues(findings, cases) == ([1, 3, 2], [2, 3, 1])
    assert queues(findings, cases, capacity=2) == ([1, 3], [2, 3])


def test_one_row_stands_for_a_case_with_the_strongest_suspicion_in_it() -> None:
    findings = [finding(1, 0.3, 1_000_000), finding(2, 0.9, 5_000_000), finding(3, 0.6, 2_000_000)]
    cases = [case(1, 1, 0, "baris_sama"), case(2, 1, 1, "baris_sama"), case(3, 3)]
    assert queues(findings, cases) == ([1, 3], [1, 3])


def test_when_the_primary_is_decided_the_next_of_the_case_speaks_for_it() -> None:
    findings = [finding(1, 0.9, 1, menunggu=False), finding(2, 0.9, 1)]
    assert queues(findings, [case(1, 1, 0, "baris_sama"), case(2, 1, 1, "baris_sama")]) == ([2], [2])


def test_what_informs_watches_or_only_advises_is_listed_but_in_no_queue() -> None:
    findings = [
        finding(1, 0.9, 1, keparahan="info"), finding(2, 0.9, 1, keparahan="pantau"),
        finding(3, 0.9, 1, aturan="DRT-009"), finding(4, 0.1, None),
    ]  # fmt: skip
    assert queues(findings, [case(n, n) for n in (1, 2, 3, 4)], advisory=("DRT-009",)) == ([4], [4])


def test_rows_of_a_template_add_up_and_findings_on_the_same_rupiah_do_not() -> None:
    rows = [finding(n, 0.5, 10_000_000) for n in (1, 2, 3)]
    same = [finding(n, 0.5, 12_000_000) for n in (4, 5, 6)]
    as_template = [case(n, 1, n - 1, "templat") for n in (1, 2, 3)]
    on_one_line = [case(n, 4, n - 4, "baris_sama") for n in (4, 5, 6)]
    assert queues(rows + same, as_template + on_one_line)[1] == [1, 4]
    alone = [case(n, 1, n - 1, "baris_sama") for n in (1, 2, 3)]
    assert queues(rows + same, alone + on_one_line)[1] == [4, 1]


def test_of_equal_suspicion_what_holds_rows_comes_first() -> None:
    findings = [finding(1, 0.8, 9_000_000), finding(2, 0.8, 1_000, keparahan="blokir")]
    assert queues(findings, [case(1, 1), case(2, 2)])[0] == [2, 1]
