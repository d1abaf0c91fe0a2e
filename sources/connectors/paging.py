"""Walking the pages of an endpoint; a page that did not change since last night is not fetched again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from schemas.text import Text
from sources.connectors.base import PullError
from sources.connectors.contract import Contract, misfit
from sources.connectors.exact_json import read_json
from sources.connectors.http_client import Answer, HttpClient, conditions
from sources.connectors.problems import shape_changed, too_large, too_many, unexpected_answer
from sources.store import TooLargeError

Items = list[Any]


@dataclass(frozen=True, slots=True)
class Page:
    """What is remembered of one page: where it is, its validators, how many items, and what led to the next."""

    url: str
    etag: str | None
    modified: str | None
    count: int
    next_url: str | None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """All items of one pull. ``unchanged`` is True when every page was the remembered one."""

    pages: list[Page]
    items: Items
    unchanged: bool


class PageWalk:
    """One walk through all pages. ``known`` are last night's pages; ``known_items`` gives their items when needed."""

    def __init__(
        self,
        client: HttpClient,
        contract: Contract,
        known: list[Page],
        known_items: Callable[[], Items],
        max_bytes: int,
    ) -> None:
        self._client = client
        self._contract = contract
        self._known = {page.url: (number, page) for number, page in enumerate(known)}
        self._known_pages = known
        self._known_items = known_items
        self._left = max_bytes
        self._max_bytes = max_bytes

    def run(self) -> Walk:
        """Every page, or PullError: never a part."""
        pages: list[Page] = []
        fetched: dict[int, Items] = {}
        bodies: set[bytes] = set()
        target: str | None = _first_url(self._contract)
        while target is not None:
            number = len(pages) + 1
            if number > self._contract.paging.max_pages:
                raise too_many(self._contract.paging.max_pages)
            if any(page.url == target for page in pages):
                raise _going_in_circles(number)
            page, items, body = self._page(target, number)
            if items is not None and body is not None:
                fetched[len(pages)] = items
                digest = hashlib.sha256(body).digest()
                if items and digest in bodies:
                    raise _going_in_circles(number)
                bodies.add(digest)
            pages.append(page)
            target = page.next_url
        self._check_total(pages)
        same = not fetched and [p.url for p in pages] == [p.url for p in self._known_pages]
        return Walk(pages, [] if same else self._join(pages, fetched), same)

    def _page(self, target: str, number: int) -> tuple[Page, Items | None, bytes | None]:
        known = self._known[target][1] if target in self._known else None
        asked = {"Accept": "application/json"} | (conditions(known.etag, known.modified) if known else {})
        try:
            answer = self._client.fetch(target, headers=asked, max_bytes=self._left)
        except TooLargeError:
            raise too_large(self._max_bytes) from None
        if answer.status == 304:
            if known is None:
                raise unexpected_answer("HTTP 304")
            return known, None, None
        self._left -= len(answer.body)
        whole = _decoded(answer, number)
        items = self._items(whole, number)
        page = Page(
            url=target,
            etag=answer.headers.get("etag"),
            modified=answer.headers.get("last-modified"),
            count=len(items),
            next_url=self._next(whole, answer, target, items, number),
            total=self._total(whole, number),
        )
        return page, items, answer.body

    def _items(self, whole: Any, number: int) -> Items:
        path = self._contract.items_path
        items = _at(whole, path, number) if path else whole
        if not isinstance(items, list):
            raise _changed(path or "(akar / root)", number, Text(id="bukan larik", en="is not an array"))
        for position, item in enumerate(items, start=1):
            if wrong := misfit(self._contract, item):
                name, how = wrong
                raise _changed(name, number, how, position)
        return items

    def _total(self, whole: Any, number: int) -> int | None:
        path = self._contract.paging.total_path
        if not path:
            return None
        total = _at(whole, path, number)
        if not isinstance(total, int) or isinstance(total, bool):
            raise _changed(path, number, Text(id="bukan bilangan bulat", en="is not an integer"))
        return total

    def _next(self, whole: Any, answer: Answer, target: str, items: Items, number: int) -> str | None:
        paging = self._contract.paging
        match paging.style:
            case "page":
                if not items or (paging.page_size and len(items) < paging.page_size):
                    return None
                return _with(target, {paging.page_param: str(paging.first_page + number)})
            case "cursor":
                cursor = _at(whole, paging.next_path, number)
                if cursor in (None, "", False):
                    return None
                return _with(target, {paging.cursor_param: str(cursor)})
            case "next":
                link = _at(whole, paging.next_path, number)
                if link in (None, ""):
                    return None
                if not isinstance(link, str):
                    raise _changed(paging.next_path, number, Text(id="bukan tautan", en="is not a link"))
                return str(answer.url.join(link))
            case "link":
                response = httpx.Response(200, headers=answer.headers)
                link = response.links.get("next", {}).get("url")
                return str(answer.url.join(link)) if link else None
        return None

    def _check_total(self, pages: list[Page]) -> None:
        counted = sum(page.count for page in pages)
        stated = pages[-1].total
        if stated is not None and stated != counted:
            raise shape_changed(
                Text(
                    id=f"API menyebut {stated} butir tetapi memberi {counted}; isinya berubah ketika diambil.",
                    en=f"The API states {stated} items but gave {counted}; its content changed meanwhile.",
                )
            )

    def _join(self, pages: list[Page], fetched: Mapping[int, Items]) -> Items:
        starts, position = [], 0
        for page in self._known_pages:
            starts.append(position)
            position += page.count
        joined: Items = []
        for index, page in enumerate(pages):
            if index in fetched:
                joined.extend(fetched[index])
                continue
            start = starts[self._known[page.url][0]]
            joined.extend(self._known_items()[start : start + page.count])
        return joined


def pages_to(pages: list[Page]) -> list[dict[str, Any]]:
    """Pages as JSON objects."""
    return [asdict(page) for page in pages]


def pages_from(values: list[dict[str, Any]]) -> list[Page]:
    """The inverse of ``pages_to``."""
    return [Page(**value) for value in values]


def _first_url(contract: Contract) -> str:
    paging = contract.paging
    asked = dict(contract.params or {})
    if paging.style == "page":
        asked[paging.page_param] = str(paging.first_page)
    if paging.size_param and paging.page_size:
        asked[paging.size_param] = str(paging.page_size)
    return _with(contract.url, asked)


def _with(url: str, params: Mapping[str, str]) -> str:
    return str(httpx.URL(url).copy_merge_params(params)) if params else url


def _decoded(answer: Answer, number: int) -> Any:
    try:
        return read_json(answer.body)
    except ValueError as error:
        raise _changed("(JSON)", number, Text(id=f"tidak terbaca: {error}", en=f"cannot be read: {error}")) from None


def _at(whole: Any, path: str, number: int) -> Any:
    value = whole
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            raise _changed(path, number, Text(id="tidak ada", en="is missing"))
        value = value[key]
    return value


def _changed(name: str, page: int, how: Text, position: int | None = None) -> PullError:
    item_id, item_en = (f", butir {position}", f", item {position}") if position else ("", "")
    return shape_changed(
        Text(
            id=f"Bentuk jawaban API berubah: {name} {how.id} (halaman {page}{item_id}).",
            en=f"The API's answer changed shape: {name} {how.en} (page {page}{item_en}).",
        )
    )


def _going_in_circles(page: int) -> PullError:
    return shape_changed(
        Text(
            id=f"API mengulang halaman yang sama (halaman {page}); pembagian halamannya tidak seperti kontrak.",
            en=f"The API repeats a page (page {page}); it does not page as its contract says.",
        )
    )
