"""Why a request goes no further; ``review.app`` turns each into a page or a redirect."""

from __future__ import annotations

from schemas.text import PersonError, Text


class LoginNeededError(Exception):
    """Nobody is logged in; ``where`` is the page wanted, quoted for a URL."""

    def __init__(self, where: str = "") -> None:
        super().__init__(where)
        self.where = where


class PasswordChangeNeededError(Exception):
    """The one-time password must be replaced first."""


class PageError(PersonError):
    """A refusal with a status of HTTP."""

    status = 400


class ForbiddenError(PageError):
    """The role may not do this."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            Text(id="Peran Anda tidak berwenang untuk ini.", en="Your role may not do this."),
            Text(id="Hubungi administrator bila perlu.", en="Ask the administrator if you need to."),
        )


class NotFoundError(PageError):
    """There is no such thing, or it is not this viewer's: the two look alike."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            Text(id="Halaman atau temuan ini tidak ada.", en="There is no such page or finding."),
            Text(id="Kembali ke daftar temuan.", en="Go back to the list of findings."),
        )


class StaleFormError(PageError):
    """The form does not come from a page of this session."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            Text(id="Formulir ini kedaluwarsa; tidak ada yang diubah.", en="This form is stale; nothing was changed."),
            Text(id="Muat ulang halaman, lalu kirim lagi.", en="Reload the page, then send it again."),
        )


class BadFormError(PageError):
    """A form that cannot be read, or that carries more files than we take."""

    def __init__(self, most_files: int) -> None:
        super().__init__(
            Text(
                id="Formulir ini tidak terbaca atau memuat terlalu banyak berkas; tidak ada yang disimpan.",
                en="This form cannot be read or carries too many files; nothing was kept.",
            ),
            Text(
                id=f"Kembali, lalu kirim paling banyak {most_files} berkas.",
                en=f"Go back and send at most {most_files} files.",
            ),
        )


class TooLargeError(PageError):
    """The request is larger than we take."""

    status = 413

    def __init__(self, largest_bytes: int) -> None:
        most = largest_bytes >> 20
        super().__init__(
            Text(
                id=f"Kiriman ini lebih besar dari {most} MB; tidak ada yang disimpan.",
                en=f"This is larger than {most} MB; nothing was kept.",
            ),
            Text(
                id="Kembali, lalu kirim berkas satu per satu, atau hapus gambar dan lembar yang tidak diperlukan.",
                en="Go back and send the files one by one, or take out pictures and sheets that are not needed.",
            ),
        )


class TooOftenError(PageError):
    """Too many tries from one address."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            Text(id="Terlalu banyak percobaan masuk.", en="Too many attempts to log in."),
            Text(id="Tunggu satu menit, lalu coba lagi.", en="Wait a minute, then try again."),
        )
