"""Who may do what: one row per route. A route that is not in the table does not start, and so cannot be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ledger.accounts import PERSONS
from ledger.audit import Actor
from ledger.vocabulary import Role

Owns = Literal["nothing", "finding", "agency", "lists"]
"""What an agency's user must own: nothing, the finding or agency in the path; ``lists`` are narrowed to their own."""

EVERYONE: frozenset[Role] = frozenset(PERSONS)
DECIDERS: frozenset[Role] = frozenset({"steward", "approver", "opd"})
STAFF_DECIDERS: frozenset[Role] = frozenset({"steward", "approver"})
REMARKERS: frozenset[Role] = frozenset({"steward", "approver", "opd", "admin"})
ASSIGNERS: frozenset[Role] = frozenset({"steward", "approver", "admin"})
ASKERS: frozenset[Role] = frozenset({"steward", "opd"})
APPROVERS: frozenset[Role] = frozenset({"approver"})
STAFF: frozenset[Role] = EVERYONE - {"opd"}
ADMINS: frozenset[Role] = frozenset({"admin"})
UPLOADERS: frozenset[Role] = frozenset({"opd"})


@dataclass(frozen=True, slots=True)
class Access:
    """Roles that may use a route (None: anybody, without logging in), and what an agency's user must own there."""

    roles: frozenset[Role] | None
    owns: Owns = "nothing"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. ``kode_opd`` limits everything shown to one agency; None sees all."""

    user: str
    name: str
    role: Role
    kode_opd: str | None

    @property
    def actor(self) -> Actor:
        """The viewer as the ledger notes them."""
        return Actor(self.user, self.role)

    def may(self, route: str) -> bool:
        """Whether the role may use ``route`` at all."""
        access = TABLE[route]
        return access.roles is None or self.role in access.roles

    @property
    def sees_all(self) -> bool:
        """Whether data of every agency may be shown: an agency's user sees one, and without a code none."""
        return self.role != "opd"

    def sees(self, kode_opd: str | None) -> bool:
        """Whether data of an agency may be shown to this viewer."""
        return self.sees_all or (kode_opd is not None and kode_opd == self.kode_opd)


TABLE: dict[str, Access] = {
    "log_in_form": Access(None),
    "log_in": Access(None),
    "begin_provider": Access(None),
    "finish_provider": Access(None),
    "choose_language": Access(None),
    "log_out": Access(EVERYONE),
    "password_form": Access(EVERYONE),
    "change_password": Access(EVERYONE),
    "home": Access(EVERYONE),
    "show_help": Access(EVERYONE),
    "upload_form": Access(UPLOADERS),
    "upload_file": Access(UPLOADERS),
    "show_queue": Access(EVERYONE, "lists"),
    "list_findings": Access(EVERYONE, "lists"),
    "export_findings": Access(EVERYONE, "lists"),
    "show_finding": Access(EVERYONE, "finding"),
    "decide_finding": Access(DECIDERS, "finding"),
    "undo_decision": Access(DECIDERS, "finding"),
    "remark_finding": Access(REMARKERS, "finding"),
    "attach_evidence": Access(DECIDERS, "finding"),
    "download_evidence": Access(EVERYONE, "finding"),
    "assign_finding": Access(ASSIGNERS, "finding"),
    "ask_waiver": Access(ASKERS, "finding"),
    "answer_waiver": Access(APPROVERS, "finding"),
    "show_completeness": Access(EVERYONE, "lists"),
    "list_agencies": Access(EVERYONE, "lists"),
    "show_agency": Access(EVERYONE, "agency"),
    "list_rules": Access(EVERYONE, "lists"),
    "show_rule": Access(EVERYONE, "lists"),
    "show_history": Access(STAFF),
    "list_accounts": Access(ADMINS),
    "add_user": Access(ADMINS),
    "renew_password": Access(ADMINS),
    "close_account": Access(ADMINS),
    "reopen_account": Access(ADMINS),
    "show_unspent": Access(EVERYONE, "lists"),
    "preview_bulk": Access(STAFF_DECIDERS, "lists"),
    "decide_bulk": Access(STAFF_DECIDERS, "lists"),
    "show_bulk": Access(STAFF_DECIDERS, "lists"),
    "undo_bulk": Access(STAFF_DECIDERS, "lists"),
}
"""Route name -> access. Walked by a test for every route and role."""
