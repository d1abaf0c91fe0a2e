"""``/unggah``: an agency sends files, and is told at once what the reader cannot read of them."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from ledger.refusals import RefusedError
from review.pages import show
from review.shape import Shape, check_shapes_apart
from review.uploads import Kept, keep_upload
from review.visit import MOST_FILES, Visit, Visiting
from schemas.text import PersonError, Text
from sources.read_file import ReadDefaults

router = APIRouter()
NONE_CHOSEN = Text("Berkas belum dipilih.", "No file was chosen.")
EMPTY = Text("Berkas ini kosong; tidak ada yang disimpan.", "This file is empty; nothing was kept.")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as told to its sender: its name, whether it was here already, and its shape."""

    name: str
    known: bool
    shape: Shape


@router.get("/unggah")
def upload_form(visit: Visiting) -> Response:
    """The form."""
    return _page(visit, [])


@router.post("/unggah")
def upload_file(visit: Visiting) -> Response:
    """Keep the files for tonight, whatever is in them, and say what can be said now."""
    try:
        sent = _sent(visit)
    except PersonError as refusal:
        return _page(visit, [], 422, refusal)
    settings, agency = visit.house.settings, visit.viewer.kode_opd or ""
    kept: list[Kept] = [keep_upload(settings.home, agency, name, content) for content, name in sent]
    defaults = ReadDefaults(nama_pemda=settings.government, layout_dirs=settings.layout_dirs)
    files = [(content, each.path.name) for (content, _), each in zip(sent, kept, strict=True)]
    shapes = check_shapes_apart(files, settings.reference_dir, defaults)
    told = [Upload(each.path.name, each.known, shape) for each, shape in zip(kept, shapes, strict=True)]
    return _page(visit, told)


def _sent(visit: Visit) -> list[tuple[bytes, str]]:
    """Content and name of each file chosen; all are there before one is kept."""
    chosen = [each for each in visit.form.getlist("berkas") if isinstance(each, UploadFile) and each.filename]
    if not chosen:
        raise RefusedError(NONE_CHOSEN)
    sent = [(each.file.read(), str(each.filename)) for each in chosen]
    empty = next((name for content, name in sent if not content), None)
    if empty is not None:
        raise RefusedError(EMPTY, where=empty)
    return sent


def _page(visit: Visit, uploads: list[Upload], status: int = 200, problem: PersonError | None = None) -> Response:
    largest = visit.house.settings.largest_upload_bytes
    return show(visit, "unggah.html", status, uploads=uploads, problem=problem, largest=largest, most=MOST_FILES)
