"""The rules lock: each rule's version beside a fingerprint of its logic, so that no rule changes under its number.

``python -m checks.lock`` rewrites the lock; it refuses when a rule's logic changed and its version did not.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
import sys
from pathlib import Path

import orjson

from checks.registry import rules
from checks.rule import Check
from checks.thresholds import all_thresholds

LOCK = Path(__file__).parent / "rules.lock"


def fingerprint(rule: Check) -> str:
    """Hash of what decides a verdict: the judging code, frame, severity, kind and thresholds; not the words."""
    tree = ast.parse(inspect.getsource(importlib.import_module(rule.module)))
    logic = [_without_docstring(node) for node in tree.body if not isinstance(node, (ast.Import, ast.ImportFrom))]
    thresholds = [
        (row.name, row.value, row.start.isoformat())
        for name in rule.thresholds
        for row in all_thresholds().get((rule.id, name), ())
    ]
    facts = [rule.id, rule.frame, str(rule.severity), str(rule.kind), rule.unit, rule.column, thresholds]
    return hashlib.sha256(orjson.dumps([facts, [text for text in logic if text]])).hexdigest()[:16]


def _without_docstring(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return ""
    if isinstance(node, ast.FunctionDef):
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        return ast.dump(ast.FunctionDef(node.name, node.args, body, [], node.returns))
    return ast.dump(node)


def current() -> dict[str, dict[str, object]]:
    """What the lock should say."""
    return {rule.id: {"version": rule.version, "fingerprint": fingerprint(rule)} for rule in rules().values()}


def locked() -> dict[str, dict[str, object]]:
    """What the lock says."""
    content: dict[str, dict[str, object]] = orjson.loads(LOCK.read_bytes()) if LOCK.exists() else {}
    return content


def changed_under_their_number() -> list[str]:
    """Ids of rules whose logic differs from the lock at the same version."""
    now, before = current(), locked()
    return [
        rule_id
        for rule_id, entry in now.items()
        if rule_id in before
        and entry["fingerprint"] != before[rule_id]["fingerprint"]
        and entry["version"] == before[rule_id]["version"]
    ]


def rules_lock_hash() -> str:
    """Hash of the whole lock: names the set of rules a night judged by."""
    return hashlib.sha256(orjson.dumps(current(), option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def main(arguments: list[str]) -> int:
    """Rewrite the lock; ``--first`` accepts changed logic, for rules never yet released."""
    changed = changed_under_their_number()
    if changed and arguments != ["--first"]:
        print(f"logika berubah tanpa versi baru / logic changed without a new version: {', '.join(changed)}")
        return 1
    LOCK.write_bytes(orjson.dumps(current(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
