"""One commented jujur.toml with sane defaults, every setting also by environment variable.

``JUJUR_<SECTION>_<KEY>`` overrides ``[section] key``; lists are comma separated. Unknown keys are an error that names
the nearest known one.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.text import PersonError, Text

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_FILE = "jujur.toml"
LEDGER_FILE = "jujur.db"


class Section(BaseModel):
    """Settings of one section; nothing unknown gets in."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Pemda(Section):
    """The government this installation works for."""

    nama: str = "Kabupaten Tangerang"
    kode_wilayah: str = Field(default="36.03", pattern=r"^\d{2}\.\d{2}$")
    rujukan: str = ""


class Tempat(Section):
    """Where things lie. ``basis_data`` is a SQLAlchemy URL; empty: SQLite below ``home``."""

    home: str = "data/work"
    kotak_masuk: list[str] = ["data/work/inbox"]
    basis_data: str = ""
    tata_letak: list[str] = []


class Sumber(Section):
    """One place submissions are pulled from. Secrets are named by environment variable in ``opsi``, never written."""

    nama: str
    jenis: Literal["folder", "remote", "http_api", "sql"]
    lokasi: str
    opsi: dict[str, str | int | bool] = {}


class Jadwal(Section):
    """When the night runs."""

    cron: str = "0 1 * * *"
    zona_waktu: str = "Asia/Jakarta"


class Tenggat(Section):
    """Day of the month after the period on which each form is due."""

    rfk: int = Field(default=10, ge=1, le=28)
    lra: int = Field(default=10, ge=1, le=28)
    e81: int = Field(default=10, ge=1, le=28)


class Batas(Section):
    """Limits on what is taken in."""

    ukuran_mb: int = Field(default=50, ge=1, le=2000)
    waktu_sumber_detik: int = Field(default=300, ge=1)
    proses_baca: int = Field(default=0, ge=0, le=64)


class Pemberitahuan(Section):
    """Who is told, by apprise URL (mailto://, json://, ...); ``*_env`` names an environment variable with them.

    ``alamat``: the result of the night; ``pagi``: the stewards' morning digest.
    """

    alamat: list[str] = []
    alamat_env: str = "JUJUR_ALAMAT_PEMBERITAHUAN"
    pagi: list[str] = []
    pagi_env: str = "JUJUR_ALAMAT_PAGI"
    bila: Literal["selalu", "ada_temuan", "gagal"] = "selalu"


class Antrian(Section):
    """The stewards' capacity, how long they have, and when a rule no longer deserves their time.

    ``hari_kerja_*``: working days until a finding is due, by severity, and from there until it is escalated.
    """

    petugas: int = Field(default=2, ge=1, le=1000)
    kasus_per_petugas: int = Field(default=20, ge=1, le=1000)
    presisi_minimal: float = Field(default=0.5, ge=0, le=1)
    putusan_minimal: int = Field(default=20, ge=5)
    hari_kerja_blokir: int = Field(default=5, ge=1, le=250)
    hari_kerja_peringatan: int = Field(default=10, ge=1, le=250)
    hari_kerja_eskalasi: int = Field(default=5, ge=1, le=250)

    @property
    def kapasitas(self) -> int:
        """Cases a night."""
        return self.petugas * self.kasus_per_petugas


class Kecurigaan(Section):
    """How suspicion is weighed: whether the trees trained on simulation may raise it."""

    pendapat_kedua: bool = False


class Tinjauan(Section):
    """The stewards' application. ``alamat``: where browsers reach it, for links in messages; empty: no links."""

    alamat: str = Field(default="", pattern=r"^(https?://\S+)?$")
    menit_diam: int = Field(default=30, ge=1, le=480)


class Identitas(Section):
    """Coming in through an OpenID Connect provider beside passwords. ``penerbit`` empty: passwords only.

    ``klaim`` is the claim that equals the user name here; ``rahasia_env`` names the variable with the client's secret.
    """

    penerbit: str = Field(default="", pattern=r"^(https://\S+|http://(127\.0\.0\.1|localhost)(:\d+)?(/\S*)?)?$")
    klien: str = "jujur"
    rahasia_env: str = "JUJUR_OIDC_RAHASIA"
    klaim: str = "preferred_username"
    nama: str = "akun pemda"


class Tampilan(Section):
    """Language of people; ``bahasa_lembar_kerja`` that of the workbooks that go back, where it is another."""

    bahasa: Literal["id", "en"] = "id"
    bahasa_lembar_kerja: Literal["", "id", "en"] = ""

    @property
    def of_workbooks(self) -> Literal["id", "en"]:
        """The language of the workbooks that go back."""
        return self.bahasa_lembar_kerja or self.bahasa


class Settings(Section):
    """Everything jujur.toml can say."""

    pemda: Pemda = Pemda()
    tempat: Tempat = Tempat()
    sumber: list[Sumber] = []
    jadwal: Jadwal = Jadwal()
    tenggat: Tenggat = Tenggat()
    batas: Batas = Batas()
    pemberitahuan: Pemberitahuan = Pemberitahuan()
    antrian: Antrian = Antrian()
    kecurigaan: Kecurigaan = Kecurigaan()
    tinjauan: Tinjauan = Tinjauan()
    identitas: Identitas = Identitas()
    tampilan: Tampilan = Tampilan()

    @property
    def home(self) -> Path:
        """The workspace, absolute."""
        return Path(self.tempat.home).expanduser().resolve()

    def today(self) -> date:
        """The date where the regency is."""
        return datetime.now(ZoneInfo(self.jadwal.zona_waktu)).date()

    @property
    def database_url(self) -> str:
        """Where the ledger is."""
        return self.tempat.basis_data or f"sqlite:///{self.home / LEDGER_FILE}"

    @property
    def has_ledger(self) -> bool:
        """Whether there may be a ledger to open; below ``home`` one begins with the first night."""
        return bool(self.tempat.basis_data) or (self.home / LEDGER_FILE).exists()

    @property
    def reference_dir(self) -> Path:
        """Folder of code lists."""
        return Path(self.pemda.rujukan).expanduser() if self.pemda.rujukan else ROOT / "data" / "reference"


def load_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``path`` (or ./jujur.toml, or the defaults), with the environment on top."""
    environ = os.environ if environ is None else environ
    named = path or (Path(environ["JUJUR_CONFIG"]) if environ.get("JUJUR_CONFIG") else None)
    file = named or Path(DEFAULT_FILE)
    if named and not file.is_file():
        raise PersonError(
            Text("Berkas pengaturan tidak ditemukan.", "The settings file does not exist."),
            Text("Periksa alamatnya atau jalankan tanpa --config.", "Check the path, or run without --config."),
            where=str(file),
        )
    data = _parse(file) if file.is_file() else {}
    _check_known(data, file)
    return _validate(_with_environment(data, environ), file)


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PersonError(
            Text(f"Berkas pengaturan bukan TOML yang sah: {error}.", f"The settings file is not valid TOML: {error}."),
            Text("Perbaiki baris yang disebut.", "Mend the line named."),
            where=str(file),
        ) from None


SECTIONS: dict[str, type[Section]] = {
    "pemda": Pemda,
    "tempat": Tempat,
    "sumber": Sumber,
    "jadwal": Jadwal,
    "tenggat": Tenggat,
    "batas": Batas,
    "pemberitahuan": Pemberitahuan,
    "antrian": Antrian,
    "kecurigaan": Kecurigaan,
    "tinjauan": Tinjauan,
    "identitas": Identitas,
    "tampilan": Tampilan,
}


def _check_known(data: Mapping[str, Any], file: Path) -> None:
    for section, body in data.items():
        if section not in SECTIONS:
            raise _unknown(section, tuple(SECTIONS), file)
        known = tuple(SECTIONS[section].model_fields)
        for entry in body if isinstance(body, list) else [body]:
            for key in entry if isinstance(entry, dict) else ():
                if key not in known:
                    raise _unknown(key, known, file, section)


def _unknown(key: str, known: tuple[str, ...], file: Path, section: str = "") -> PersonError:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
    place = f"[{section}] {key}" if section else f"[{key}]"
    listing = ", ".join(known)
    hint_id = f"Mungkin maksudnya '{near[0]}'." if near else f"Yang dikenal: {listing}."
    hint_en = f"Did you mean '{near[0]}'?" if near else f"Known: {listing}."
    return PersonError(
        Text(f"Pengaturan {place} tidak dikenal.", f"The setting {place} is unknown."),
        Text(hint_id, hint_en),
        where=str(file),
    )


def _with_environment(data: dict[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    merged = {section: dict(body) if isinstance(body, dict) else body for section, body in data.items()}
    for section, model in SECTIONS.items():
        if model is Sumber:
            continue
        for key, field in model.model_fields.items():
            text = environ.get(f"JUJUR_{section}_{key}".upper())
            if text is not None:
                is_list = field.annotation == list[str]
                value = [part.strip() for part in text.split(",") if part.strip()] if is_list else text
                merged.setdefault(section, {})[key] = value
    return merged


def _validate(data: dict[str, Any], file: Path) -> Settings:
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PersonError(
            Text(
                f"Nilai pengaturan {place} tidak dapat dipakai: {first['msg']}.",
                f"The value of setting {place} cannot be used: {first['msg']}.",
            ),
            Text("Perbaiki nilainya; contoh ada di jujur.toml.", "Mend the value; jujur.toml shows examples."),
            where=f"{file}: {first['input']!r}",
        ) from None
