"""Why a file could not be read, in words for its sender, and how much of a file we are willing to open."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.text import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is opened at all; a file beyond them is a finding, never a hang.

    ``file_bytes`` as received, ``unpacked_bytes`` of all parts of an archive together, ``ratio`` unpacked/packed of a
    part larger than 10 MB, ``cells`` of one sheet (rows x columns up to the last value), ``rows`` of one sheet.
    """

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 600_000_000
    members: int = 5_000
    ratio: int = 200
    sheets: int = 500
    cells: int = 12_000_000
    rows: int = 1_048_576


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One clear reason; ``jenis`` is one of ``schemas.dokumen.ISSUE_KINDS``."""

    jenis: str
    detail: Text


class DecodeError(Exception):
    """Raised inside decoding to end it with one problem; never leaves :func:`sources.decoding.decode`."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem.jenis)
        self.problem = problem


def refuse(jenis: str, indonesian: str, english: str) -> DecodeError:
    """The error that ends decoding with this problem."""
    return DecodeError(FileProblem(jenis, Text(indonesian, english)))


def empty_file() -> DecodeError:
    """Nothing in the file."""
    return refuse(
        "berkas_kosong",
        "Berkas tidak berisi apa pun. Kirim ulang berkas yang terisi.",
        "The file holds nothing. Please send the completed file again.",
    )


def damaged(reason: str = "") -> DecodeError:
    """The file claims to be a workbook but cannot be opened."""
    tail = f" ({reason})" if reason else ""
    return refuse(
        "berkas_rusak",
        f"Berkas rusak atau terpotong, tidak dapat dibuka{tail}. Simpan ulang dari aplikasinya, lalu kirim lagi.",
        f"The file is damaged or cut short and does not open{tail}. Save it anew in its program and send it again.",
    )


def encrypted() -> DecodeError:
    """Protected by a password."""
    return refuse(
        "berkas_terenkripsi",
        "Berkas dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu kirim ulang.",
        "The file is locked with a password. Save it without a password and send it again.",
    )


def too_large(what: str, what_en: str) -> DecodeError:
    """Beyond the limits without looking malicious."""
    return refuse(
        "berkas_terlalu_besar",
        f"Berkas terlalu besar untuk dibaca: {what}. Hapus lembar atau isian yang tidak perlu, lalu kirim ulang.",
        f"The file is too large to read: {what_en}. Remove sheets or content that are not needed and send it again.",
    )


def zip_bomb(what: str, what_en: str) -> DecodeError:
    """An archive built to swell."""
    return refuse(
        "bom_zip",
        f"Berkas tidak dibuka karena isinya tidak wajar: {what}. Buat ulang berkas dari aplikasi lembar kerja.",
        f"The file was not opened because its content is not plausible: {what_en}. Make it anew.",
    )


def dtd_refused() -> DecodeError:
    """XML inside declares a document type."""
    return refuse(
        "dtd_ditolak",
        "Berkas memuat deklarasi DTD/entitas XML yang tidak pernah dibuat aplikasi lembar kerja; tidak dibuka.",
        "The file contains an XML DTD/entity declaration that no spreadsheet program writes; it was not opened.",
    )


def unsupported(name: str) -> DecodeError:
    """A recognisable kind of file we do not read."""
    return refuse(
        "jenis_tak_didukung",
        f"Jenis berkas {name} tidak dapat dibaca. Kirim sebagai .xlsx, .xls, .ods atau .csv.",
        f"Files of kind {name} cannot be read. Please send .xlsx, .xls, .ods or .csv.",
    )


def not_a_workbook() -> DecodeError:
    """Bytes that are no table of any kind."""
    return refuse(
        "bukan_workbook",
        "Isi berkas bukan lembar kerja maupun tabel. Periksa berkasnya, lalu kirim ulang sebagai .xlsx atau .csv.",
        "The file holds neither a workbook nor a table. Check the file and send it again as .xlsx or .csv.",
    )
