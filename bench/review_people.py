"""``python -m bench.review_people ADDRESS USERS SECONDS THINK``: people looking, thinking and deciding.

Prints one JSON object: server time (ms) and bytes of every request by kind, errors of the server, and the remarks of
the decisions it took.
"""

from __future__ import annotations

import asyncio
import random
import re
import secrets
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
import orjson

from bench.review_ledger import PASSWORD, PEOPLE, person
from review.queries.filters import AGES, AMOUNTS_IDR
from review.queries.lists import ORDERS
from schemas.finding import SEVERITIES

WORDS = ("jalan", "pagu", "pendidikan", "kesehatan", "rekonstruksi", "realisasi", "kecamatan", "indikator", "1.03.02")
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: autocomplete="username")? value="([^"]*)">')
_FINDING = re.compile(r'href="/temuan/([0-9a-f]{16})')
_OPTION = re.compile(r'<option value="([^"]+)"')


@dataclass
class Noted:
    """What was seen, by all people together."""

    requests: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


class Person:
    """One person with a browser, without scripts."""

    def __init__(self, address: str, number: int, noted: Noted) -> None:
        self.user, self.role = person(number), PEOPLE[number % len(PEOPLE)]
        self.noted = noted
        self.chance = random.Random(number)
        self.client = httpx.AsyncClient(base_url=address, timeout=120)
        self.on_page: list[str] = []
        self.agencies: list[str] = []

    async def ask(self, kind: str, method: str, path: str, **sent: Any) -> httpx.Response:
        """One request, noted under ``kind``."""
        answer = await self.client.request(method, path, **sent)
        spent = float(answer.headers["server-timing"].partition("dur=")[2])
        self.noted.requests.setdefault(kind, []).append((spent, len(answer.content)))
        if answer.status_code >= 500:
            self.noted.refused.append(f"{answer.status_code} {kind}")
        return answer

    async def come_in(self) -> None:
        """Log in."""
        page = (await self.client.get("/masuk")).text
        form = dict(_HIDDEN.findall(page)) | {"pengguna": self.user, "sandi": PASSWORD}
        answer = await self.client.post("/masuk", data=form)
        if answer.status_code != 303:
            raise RuntimeError(f"{self.user} could not log in: {answer.status_code}")
        await self.look("daftar")

    async def work(self, until: float, think: float) -> None:
        """One thing after another, each after some thought."""
        things = (self.look_anew, self.look_narrower, self.search, self.read_one, self.decide_one, self.see_queue)
        weights = (20, 30, 15, 20, 12, 3)
        while time.monotonic() < until:
            await asyncio.sleep(self.chance.expovariate(1 / think) if think else 0)
            await self.chance.choices(things, weights)[0]()
        await self.client.aclose()

    async def look(self, kind: str, **query: str) -> None:
        """A list; what stands on it can be opened next."""
        page = (await self.ask(kind, "GET", f"/temuan?{urlencode(query)}")).text
        self.on_page = sorted(set(_FINDING.findall(page))) or self.on_page
        self.agencies = self.agencies or [option for option in _OPTION.findall(page) if option.count(".") > 5]

    async def look_anew(self) -> None:
        """All, in any order."""
        await self.look("daftar", urut=self.chance.choice(list(ORDERS)), status=self.chance.choice(("", "semua")))

    async def look_narrower(self) -> None:
        """By agency, severity, age, rupiah or year, in any order."""
        narrower = {
            "opd": self.chance.choice(self.agencies or [""]),
            "keparahan": self.chance.choice(SEVERITIES),
            "umur": str(self.chance.choice(AGES)),
            "rupiah": str(self.chance.choice(AMOUNTS_IDR)),
            "periode": f"{self.chance.randint(2018, 2025)}-{self.chance.randint(1, 11):02d}",
        }
        chosen = self.chance.sample(sorted(narrower), self.chance.randint(1, 2))
        query = {name: narrower[name] for name in chosen}
        await self.look("daftar, saringan", urut=self.chance.choice(list(ORDERS)), **query)

    async def search(self) -> None:
        """One word or two."""
        words = self.chance.sample(WORDS, self.chance.randint(1, 2))
        kind = "cari satu kata" if len(words) == 1 else "cari dua kata"
        await self.look(kind, q=" ".join(words), urut=self.chance.choice(list(ORDERS)))

    async def read_one(self) -> None:
        """One finding of the list."""
        if self.on_page:
            await self.ask("satu temuan", "GET", f"/temuan/{self.chance.choice(self.on_page)}")

    async def decide_one(self) -> None:
        """Read one and decide; the remark is its own, so that it can be looked for."""
        if not self.on_page:
            return
        where = f"/temuan/{self.chance.choice(self.on_page)}"
        page = (await self.ask("satu temuan", "GET", where)).text
        status = "diklarifikasi_opd" if self.role == "opd" else "ditinjau"
        remark = f"beban {secrets.token_hex(8)}"
        form = dict(_HIDDEN.findall(page)) | {"status": status, "alasan": "lainnya", "keterangan": remark}
        answer = await self.ask("putuskan", "POST", f"{where}/putuskan", data=form)
        if answer.status_code == 303:
            self.noted.taken.append(remark)

    async def see_queue(self) -> None:
        """Tonight's queue; an agency's users look at their list."""
        if self.role == "opd":
            await self.look("daftar")
        else:
            await self.ask("antrian", "GET", "/antrian")


async def main(address: str, users: int, seconds: float, think: float) -> Noted:
    """Everybody at once."""
    noted = Noted()
    people = [Person(address, number, noted) for number in range(users)]
    await asyncio.gather(*(each.come_in() for each in people))
    noted.requests.clear()
    until = time.monotonic() + seconds
    await asyncio.gather(*(each.work(until, think) for each in people))
    return noted


if __name__ == "__main__":
    told = asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))
    sys.stdout.buffer.write(orjson.dumps(told))
