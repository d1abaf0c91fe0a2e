"""The words for what goes wrong while pulling; one place, so that every connector says it alike."""

from __future__ import annotations

from schemas.text import Text
from sources.connectors.base import InterruptedPullError, PullError


def out_of_time(total_s: float) -> PullError:
    """The pull passed its total time."""
    return PullError(
        Text(
            id=f"Sumber tidak selesai dalam {total_s:g} detik; yang sudah utuh diterima tetap disimpan.",
            en=f"The source did not finish within {total_s:g} seconds; what had arrived whole is kept.",
        ),
        Text(
            id="Periksa server atau jaringannya; bila memang besar, naikkan timeout_s sumber ini. Malam berikutnya "
            "dilanjutkan.",
            en="Check its server or network; if it is simply large, raise this source's timeout_s. The next night "
            "carries on.",
        ),
    )


def unreachable(detail: str) -> InterruptedPullError:
    """No connection, or it broke."""
    return InterruptedPullError(
        Text(id=f"Sumber tidak dapat dihubungi: {detail}.", en=f"The source could not be reached: {detail}."),
        Text(
            id="Periksa alamat, jaringan, dan apakah server hidup; sumber lain tetap diproses.",
            en="Check the address, the network and whether the server is up; other sources go on.",
        ),
    )


def given_up(untried: int) -> PullError:
    """The connection broke too often in a row; the rest of the source was not tried."""
    return PullError(
        Text(
            id=f"Sambungan berkali-kali gagal; {untried} berkas lain dari sumber ini tidak dicoba malam ini.",
            en=f"The connection failed again and again; {untried} more files of this source were not tried tonight.",
        ),
        Text(
            id="Periksa server sumber; malam berikutnya dilanjutkan.",
            en="Check the source's server; the next night carries on.",
        ),
    )


def broken_off(detail: str) -> InterruptedPullError:
    """A transfer ended before its stated length."""
    return InterruptedPullError(
        Text(id=f"Pengiriman terputus sebelum utuh: {detail}.", en=f"The transfer broke off before its end: {detail}."),
        Text(
            id="Tidak ada yang disimpan setengah; akan dicoba lagi pada malam berikutnya.",
            en="Nothing was kept in part; it is tried again the next night.",
        ),
    )


def too_large(limit_bytes: int) -> PullError:
    """One payload is larger than the limit."""
    return PullError(
        Text(
            id=f"Berkas lebih besar daripada batas {limit_bytes:,} bita sehingga tidak diambil.".replace(",", "."),
            en=f"The file is larger than the limit of {limit_bytes:,} bytes and was not taken.",
        ),
        Text(
            id="Minta pengirim memecah atau membersihkan berkas, atau naikkan max_bytes sumber ini.",
            en="Ask the sender to split or clean the file, or raise this source's max_bytes.",
        ),
    )


def too_many(limit: int) -> PullError:
    """More items than the source may have."""
    return PullError(
        Text(
            id=f"Sumber memuat lebih dari {limit} berkas; selebihnya tidak diambil.",
            en=f"The source holds more than {limit} files; the rest was not taken.",
        ),
        Text(
            id="Pastikan lokasinya benar, atau naikkan max_items sumber ini.",
            en="Make sure the location is right, or raise this source's max_items.",
        ),
    )


def changed_meanwhile() -> PullError:
    """The item changed while it was read."""
    return PullError(
        Text(
            id="Berkas berubah ketika sedang dibaca; belum selesai ditulis.",
            en="The file changed while it was read; it is still being written.",
        ),
        Text(
            id="Tidak ada yang disimpan setengah; akan diambil pada malam berikutnya.",
            en="Nothing was kept in part; it will be taken the next night.",
        ),
    )


def link_not_followed() -> PullError:
    """A link that leads out of the source, or may."""
    return PullError(
        Text(
            id="Tautan mengarah ke luar sumber sehingga tidak diikuti.",
            en="A link leads out of the source and was not followed.",
        ),
        Text(
            id="Taruh berkasnya sendiri di sumber, bukan tautannya.",
            en="Put the file itself into the source, not a link to it.",
        ),
    )


def special_file() -> PullError:
    """A pipe, socket or device."""
    return PullError(
        Text(
            id="Bukan berkas biasa (pipa, soket, atau perangkat) sehingga tidak dibuka.",
            en="Not a regular file (pipe, socket or device), so it was not opened.",
        ),
        Text(id="Hapus dari sumber.", en="Take it out of the source."),
    )


def unknown_host(fingerprint: str) -> PullError:
    """An SFTP server whose key nobody vouched for."""
    return PullError(
        Text(
            id=f"Kunci server SFTP belum dikenal ({fingerprint}); tidak disambung.",
            en=f"The SFTP server's key is not known ({fingerprint}); not connected.",
        ),
        Text(
            id="Cocokkan sidik jari itu dengan pengelola server, lalu tulis di host_key_sha256 sumber ini.",
            en="Compare that fingerprint with those who run the server, then set it as this source's host_key_sha256.",
        ),
    )


def not_found(place: str) -> PullError:
    """The location does not exist."""
    return PullError(
        Text(id=f"Lokasi sumber tidak ada: {place}.", en=f"The source's location does not exist: {place}."),
        Text(
            id="Perbaiki alamat sumber di konfigurasi, atau buat foldernya.",
            en="Mend the source's address in the configuration, or create the folder.",
        ),
    )


def no_access(detail: str) -> PullError:
    """The source refuses us."""
    return PullError(
        Text(id=f"Sumber menolak akses: {detail}.", en=f"The source refuses access: {detail}."),
        Text(
            id="Periksa hak baca dan variabel lingkungan berisi pengguna, kata sandi, atau token sumber ini.",
            en="Check the right to read and the environment variables with this source's user, password or token.",
        ),
    )


def unexpected_answer(detail: str) -> PullError:
    """The source answers something we do not take."""
    return PullError(
        Text(id=f"Jawaban sumber tidak seperti seharusnya: {detail}.", en=f"The source answers otherwise: {detail}."),
        Text(
            id="Hubungi pengelola sumber, atau sesuaikan pengaturan sumber ini.",
            en="Ask those who run the source, or adapt this source's settings.",
        ),
    )


def shape_changed(what: Text) -> PullError:
    """An API's answer no longer fits its contract; ``what`` names field and page."""
    return PullError(
        what,
        Text(
            id="Tidak ada yang disimpan. Sesuaikan berkas kontrak bila perubahan itu disengaja, atau minta pengelola "
            "API memulihkannya.",
            en="Nothing was kept. Adapt the contract file if the change was meant, or ask those who run the API to "
            "restore it.",
        ),
    )
