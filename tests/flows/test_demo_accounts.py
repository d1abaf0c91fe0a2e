"""People to try the application with: on the sample only, and the same three however often they are asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from flows.config import Settings, Sumber, Tempat
from flows.trying import open_demo_accounts
from ledger.accounts import accounts, set_password
from ledger.audit import SYSTEM
from ledger.database import Ledger
from ledger.runs import begin_run, end_run
from ledger.settle import settle
from review.accounts import check_password, hash_password
from schemas.finding import Finding, WatchedState
from schemas.tables import empty, polars_schema
from schemas.text import PersonError
from simulation.sample import KEY, READ_ME, SYNTHETIC

AGENCY = "1.03.0.00.0.00.01.0000"
NOW = datetime(2025, 12, 15, tzinfo=UTC)


@pytest.fixture
def sample(tmp_path: Path) -> Settings:
    """A workspace that says it is the sample, with one finding of one agency."""
    (tmp_path / READ_ME).write_text(f"{SYNTHETIC}\n")
    (tmp_path / KEY).touch()
    settings = Settings(tempat=Tempat(home=str(tmp_path), kotak_masuk=[str(tmp_path / "inbox")]))
    row = {
        "finding_id": "a" * 16, "aturan": "ANG-001", "versi_aturan": 1, "tema": "anggaran", "keparahan": "blokir",
        "jenis": "tidak_konsisten", "hasil": "gagal", "dataset": "rfk", "periode": "2025-11", "kode_opd": AGENCY,
        "subjek": f'{{"kode_opd":"{AGENCY}"}}', "parameter": "{}", "ambang": "[]", "dasar": "UU 1/2004 ps 3(3) [K]",
        "kecurigaan": 0.8, "dampak_idr": 1_000_000, "satuan": "idr",
    }  # fmt: skip
    with Ledger.open(settings.database_url) as ledger:
        run = begin_run(ledger, as_of=NOW.date(), at=NOW, code_version="1", rules_lock_hash="2").run_id
        settle(ledger, run, pl.DataFrame([row], schema=polars_schema(Finding)), empty(WatchedState), NOW)
        end_run(ledger, run, state="nothing_new", at=NOW, summary={})
    return settings


def passwords(told: str) -> dict[str, str]:
    """User -> what stands beside the name."""
    return {line.split()[0]: line.split()[1] for line in told.splitlines() if line.startswith("  demo-")}


def test_the_sample_has_three_people_who_can_come_in_and_one_is_of_an_agency_with_findings(
    sample: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    open_demo_accounts(sample, "id")
    told = capsys.readouterr().out
    assert f"jujur review --home {sample.tempat.home}" in told
    given = passwords(told)
    with Ledger.open(sample.database_url) as ledger:
        assert {each.user: (each.role, each.kode_opd) for each in accounts(ledger)} == {
            "demo-petugas": ("steward", None),
            "demo-inspektorat": ("approver", None),
            "demo-opd": ("opd", AGENCY),
        }
        assert all(check_password(ledger, user, password, NOW) for user, password in given.items())


def test_a_second_time_unused_passwords_are_told_anew_and_a_chosen_one_stays(
    sample: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    open_demo_accounts(sample, "id")
    capsys.readouterr()
    chosen = hash_password("empat kata sandi uji", user="demo-petugas")
    with Ledger.open(sample.database_url) as ledger:
        set_password(ledger, "demo-petugas", chosen, must_change=False, actor=SYSTEM, at=NOW)
    open_demo_accounts(sample, "en")
    told = capsys.readouterr().out
    with Ledger.open(sample.database_url) as ledger:
        assert len(accounts(ledger)) == 3
        assert check_password(ledger, "demo-petugas", "empat kata sandi uji", NOW)
        assert check_password(ledger, "demo-opd", passwords(told)["demo-opd"], NOW)
    assert "the password you chose" in told


@pytest.mark.parametrize("mark", [READ_ME, KEY])
def test_a_real_workspace_gets_none(sample: Settings, mark: str) -> None:
    (sample.home / mark).unlink()
    with pytest.raises(PersonError, match="sample workspace only"):
        open_demo_accounts(sample, "id")
    with Ledger.open(sample.database_url) as ledger:
        assert accounts(ledger) == []


def test_the_sample_with_submissions_from_elsewhere_gets_none(sample: Settings, tmp_path: Path) -> None:
    real = [
        sample.model_copy(update={"tempat": sample.tempat.model_copy(update={"kotak_masuk": [str(tmp_path / "opd")]})}),
        sample.model_copy(update={"sumber": [Sumber(nama="bpkad", jenis="folder", lokasi=str(tmp_path))]}),
    ]
    for settings in real:
        with pytest.raises(PersonError, match="sample workspace only"):
            open_demo_accounts(settings, "id")
