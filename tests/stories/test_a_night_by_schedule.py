"""Nights on Prefect: our own server, someone else's, the schedule, and ends that leave nobody behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.config import ROOT
from tests.stories.conftest import ARTIFACTS, JUJUR, NOISE, Office, Opener, until
from tests.stories.tiny_regency import AS_OF

pytestmark = [pytest.mark.stories, pytest.mark.long]


def descendants(pid: int) -> set[int]:
    """Every process below ``pid``."""
    found: set[int] = set()
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found |= {child} | descendants(child)
    return found


def alive(pids: set[int]) -> set[int]:
    """Those that still run; the dead that nobody has buried count as dead."""
    running = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            running.add(pid)
    return running


def start(office: Office, *arguments: str, own_server: bool = True) -> subprocess.Popen[str]:
    """A command in a session of its own, on a server of its own or on the common one."""
    environment = {
        key: value for key, value in office.environment.items() if not (own_server and key.startswith("PREFECT_"))
    }
    return subprocess.Popen(
        [str(JUJUR), *arguments],
        env=environment,
        cwd=office.home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_the_deployment_names_a_flow_that_loads() -> None:
    text = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    entrypoint = re.search(r"entrypoint: (\S+)", text)
    assert entrypoint is not None
    assert re.search(r'cron: "0 1 \* \* \*"', text)
    assert "Asia/Jakarta" in text
    code = (
        "from prefect.flows import load_flow_from_entrypoint as load;"
        f"flow = load({entrypoint[1]!r}); print(flow.name, *flow.parameters.properties)"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.stdout.split() == ["nightly", "config", "as_of"], said.stderr


@pytest.mark.timeout(400)
def test_after_nights_ended_by_any_signal_the_schedule_runs_whole_ones_and_stops_without_a_word_too_many(
    open_office: Opener,
) -> None:
    office = open_office("jadwal")
    _nights_ended_by_any_signal_leave_no_process(office)
    serving = start(office, "serve", "--lang", "en")
    try:
        assert serving.stdout is not None
        announced = serving.stdout.readline()
        assert "0 1 * * *" in announced, serving.communicate(timeout=5)
        url = re.search(r"http://\S+/api", announced)[0]  # type: ignore[index]
        deployment = until(lambda: _deployment(url))
        asked = httpx.post(
            f"{url}/deployments/{deployment['id']}/create_flow_run",
            json={"parameters": {"as_of": AS_OF.isoformat()}, "enforce_parameter_schema": False},
            timeout=30,
        ).json()
        states = ("COMPLETED", "FAILED", "CRASHED")
        run = until(lambda: _run(url, asked["id"], states))
        assert run["state_type"] == "COMPLETED", run["state"]
        kept = httpx.post(f"{url}/artifacts/filter", json={}, timeout=30).json()
        assert {artifact["key"] for artifact in kept} >= ARTIFACTS
        _a_night_meanwhile_uses_the_same_server(office, url)
        below = descendants(serving.pid)
        assert below
        serving.send_signal(signal.SIGTERM)
        out, err = serving.communicate(timeout=60)
    finally:
        serving.kill()
    assert serving.returncode == 0
    assert err == ""
    assert out.strip() == "Stopped."
    until(lambda: not alive(below), 20)
    assert office.table("realisasi").height > 100
    assert office.say("verify").code == 0


def _a_night_meanwhile_uses_the_same_server(office: Office, url: str) -> None:
    before = httpx.post(f"{url}/flow_runs/count", json={}, timeout=30).json()
    night = start(office, "run", "--as-of", AS_OF.isoformat())
    again = start(office, "serve")
    out, err = night.communicate(timeout=120)
    assert (night.returncode, err) == (0, ""), out
    assert httpx.post(f"{url}/flow_runs/count", json={}, timeout=30).json() == before + 1
    _, refused = again.communicate(timeout=60)
    assert again.returncode == os.EX_TEMPFAIL
    assert "sudah berjalan menurut jadwal" in refused


def _deployment(url: str) -> dict[str, Any] | None:
    answer = httpx.get(f"{url}/deployments/name/nightly/jujur-malam", timeout=30)
    return answer.json() if answer.is_success else None


def _run(url: str, run: str, states: tuple[str, ...]) -> dict[str, Any] | None:
    found = httpx.get(f"{url}/flow_runs/{run}", timeout=30).json()
    return found if found["state_type"] in states else None


def _nights_ended_by_any_signal_leave_no_process(office: Office) -> None:
    holder = office.home / "malam.pemegang.json"
    for how, code, own_server in (
        (signal.SIGTERM, 130, False),
        (signal.SIGINT, 130, False),
        (signal.SIGKILL, -9, True),
    ):
        night = start(office, "run", "--as-of", AS_OF.isoformat(), "--lang", "en", own_server=own_server)
        until(holder.exists)
        below = until(lambda pid=night.pid, least=1 + own_server: len(descendants(pid)) >= least and descendants(pid))
        night.send_signal(how)
        out, err = night.communicate(timeout=60)
        assert night.returncode == code, (how, out, err)
        if how is not signal.SIGKILL:
            assert "Stopped. The last snapshot is whole" in err
            assert not any(noise in out + err for noise in NOISE), out + err
            assert not holder.exists()
        until(lambda gone=below: not alive(gone), 30)
        holder.unlink(missing_ok=True)
        assert not (office.home / "published" / "current").exists()
