"""An HTTP JSON API, one contract an endpoint: a whole pull becomes one payload, or nothing does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sources.connectors.base import Limits, Pulled, PullError
from sources.connectors.contract import Contract
from sources.connectors.credentials import without_credentials
from sources.connectors.deadline import Deadline, within
from sources.connectors.exact_json import read_json, write_json
from sources.connectors.http_client import HttpClient
from sources.connectors.paging import PageWalk, Walk, pages_from, pages_to
from sources.connectors.problems import too_large
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore, TooLargeError


@dataclass(frozen=True, slots=True)
class HttpApiConnector:
    """One endpoint. The payload is canonical JSON ``{"contract": name, "dataset": table, "items": [...]}``, with the
    names of the fields ``period`` and ``agency`` where the contract has them; its defaults go with the receipt.

    Equal data gives equal bytes. The memory holds the validators of every page, bound to the contract as it was.
    """

    name: str
    contract: Contract
    token: str | None = field(default=None, repr=False)
    plain_http_token: bool = False
    limits: Limits = field(default_factory=Limits)

    def pull(self, store: RawStore, state: ConnectorState, now: datetime) -> Iterator[Pulled]:
        """See ``Connector``."""
        deadline = Deadline(self.limits.total_s)
        try:
            yield from within(deadline, self.name, lambda: self._pull(store, state, now, deadline))
        finally:
            state.save()

    def _pull(self, store: RawStore, state: ConnectorState, now: datetime, deadline: Deadline) -> Iterator[Pulled]:
        try:
            client = HttpClient(
                self.contract.url,
                self.limits,
                deadline,
                token=self.token,
                plain_http_token=self.plain_http_token,
            )
            with client:
                yield self._take(client, store, state, now)
        except PullError as failure:
            yield failure.problem(self.name, self._origin)

    def _take(self, client: HttpClient, store: RawStore, state: ConnectorState, now: datetime) -> Receipt:
        mark = self._contract_mark()
        known = state.unchanged(self._origin, mark, store)
        entry = state.get(f"pages:{self._origin}") if known else None
        pages = pages_from(entry["pages"]) if entry else []

        def known_items() -> list[Any]:
            assert known is not None  # noqa: S101 - asked only for pages that are known
            return list(read_json(store.path(known.sha256).read_bytes())["items"])

        walk = PageWalk(client, self.contract, pages, known_items, self.limits.max_bytes).run()
        if walk.unchanged and known is not None:
            return known
        receipt = self._keep(walk, store, now)
        client.deadline.check()
        state.put(f"pages:{self._origin}", {"pages": pages_to(walk.pages)})
        return state.remember(self._origin, mark, receipt)

    def _keep(self, walk: Walk, store: RawStore, now: datetime) -> Receipt:
        fields = {"period": self.contract.period, "agency": self.contract.agency}
        payload = {"contract": self.contract.name, "dataset": self.contract.dataset, "items": walk.items}
        payload |= {key: name for key, name in fields.items() if name}
        told = self.contract.defaults or {}
        try:
            receipt, _ = store.put(
                write_json(payload),
                name=f"{' '.join(filter(None, (self.contract.name, told.get('period'))))}.json",
                sender=told.get("agency"),
                origin=self._origin,
                received_at=now,
                size_limit=self.limits.max_bytes,
            )
        except TooLargeError as error:
            raise too_large(error.limit) from None
        return receipt

    @property
    def _origin(self) -> str:
        return without_credentials(self.contract.url)

    def _contract_mark(self) -> list[Any]:
        shape = {key: str(value) for key, value in asdict(self.contract).items()}
        return [hashlib.sha256(write_json(shape)).hexdigest()]
