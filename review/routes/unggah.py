"""``/unggah``: an agency sends a file, and is told at once what the reader cannot read of it."""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from ledger.refusals import RefusedError
from review.pages import show
from review.shape import check_shape_apart
from review.uploads import keep_upload
from review.visit import Visiting
from schemas.text import Text
from sources.read_file import ReadDefaults

router = APIRouter()


@router.get("/unggah")
def upload_form(visit: Visiting) -> Response:
    """The form."""
    return show(visit, "unggah.html", shape=None, name="")


@router.post("/unggah")
def upload_file(visit: Visiting) -> Response:
    """Keep the file for tonight, whatever is in it, and say what can be said now."""
    sent, settings = visit.form.get("berkas"), visit.house.settings
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise RefusedError(Text("Berkas belum dipilih.", "No file was chosen."))
    content = sent.file.read(settings.largest_upload_bytes + 1)
    agency = visit.viewer.kode_opd
    if agency is None or not content:
        raise RefusedError(Text("Berkas ini kosong.", "This file is empty."))
    kept = keep_upload(settings.home, agency, sent.filename, content)
    defaults = ReadDefaults(nama_pemda=settings.government, layout_dirs=settings.layout_dirs)
    shape = check_shape_apart(content, kept.name, settings.reference_dir, defaults)
    return show(visit, "unggah.html", shape=shape, name=kept.name)
