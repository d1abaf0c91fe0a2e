"""A rule cannot change under its number, its page is current, and a new one starts as a file that runs."""

import importlib.util
import sys
from pathlib import Path

import pytest

from checks import lock, scaffold
from checks.catalogue import condition
from checks.registry import rules
from checks.rule import Check


def test_no_rule_changed_its_logic_under_its_version() -> None:
    assert lock.changed_under_their_number() == []


def test_the_lock_names_every_rule_at_its_version() -> None:
    locked = {rule_id: entry["version"] for rule_id, entry in lock.locked().items()}
    assert locked == {rule.id: rule.version for rule in rules().values()}


def test_changed_logic_is_noticed_and_changed_words_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rules()["ANG-001"]
    before = lock.fingerprint(rule)
    source = Path(importlib.import_module(rule.module).__file__ or "").read_text(encoding="utf-8")
    monkeypatch.setattr(lock.inspect, "getsource", lambda _: source.replace("Realisasi melebihi", "Realisasi di atas"))
    assert lock.fingerprint(rule) == before
    monkeypatch.setattr(lock.inspect, "getsource", lambda _: source.replace("realisasi <=", "realisasi <"))
    assert lock.fingerprint(rule) != before


def test_the_lock_is_not_rewritten_over_a_silent_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lock, "LOCK", tmp_path / "rules.lock")
    assert lock.main([]) == 0
    written = lock.LOCK.read_bytes()
    changed = written.replace(lock.fingerprint(rules()["ANG-001"]).encode(), b"0" * 16)
    lock.LOCK.write_bytes(changed)
    assert lock.main([]) == 1
    assert lock.LOCK.read_bytes() == changed


def test_a_scaffolded_rule_is_a_rule_whose_examples_run(tmp_path: Path) -> None:
    path = scaffold.scaffold("ANG-998", "coba_saja", tmp_path)
    spec = importlib.util.spec_from_file_location("coba_saja", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["coba_saja"] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules["coba_saja"]
    rule = module.coba_saja
    assert isinstance(rule, Check)
    from checks.examples import parse, run
    from checks.registry import frames

    assert condition(rule, "id").startswith("TODO")
    assert condition(rule, "id").endswith(".")
    assert run(rule, frames()["rfk"]) == list(parse(rule, frames()["rfk"]).expected)


@pytest.mark.parametrize(
    ("rule_id", "name"),
    [("XXX-001", "x"), ("ANG-1", "x"), ("ANG-001", "x"), ("ANG-998", "Dua Kata"), ("ANG-998", "../x")],
)
def test_a_wrong_id_or_name_is_refused(tmp_path: Path, rule_id: str, name: str) -> None:
    with pytest.raises(ValueError):
        scaffold.scaffold(rule_id, name, tmp_path)
