"""A real spreadsheet program at work: LibreOffice without a screen, told by a macro what a person would do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.needed import say_absent

HEAD = """Sub Main
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, how())
  sheets = doc.Sheets
"""
TAIL = """
  Dim out(0) As New com.sun.star.beans.PropertyValue
  out(0).Name = "FilterName" : out(0).Value = "{kind}"
  doc.storeToURL("{target}", out())
  doc.close(True)
End Sub
"""
KINDS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97", ".pdf": "calc_pdf_Export"}
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{text}</script:module>
"""


def soffice() -> str:
    """The program."""
    return shutil.which("soffice") or say_absent("LibreOffice", "libreoffice-calc")


def new_profile(folders: pytest.TempPathFactory) -> Path:
    """A profile of the program."""
    soffice()
    return folders.mktemp("soffice")


def edit(profile: Path, source: Path, target: Path, steps: str = "") -> None:
    """Open ``source``, do ``steps`` (StarBasic; ``doc`` and ``sheets`` are at hand), save as ``target``."""
    text = HEAD.format(source=source.resolve().as_uri()) + steps
    text += TAIL.format(target=target.resolve().as_uri(), kind=KINDS[target.suffix])
    library = profile / "user" / "basic" / "Standard"
    if not library.exists():
        _run(profile, "--terminate_after_init")
    (library / "Module1.xba").write_text(_MODULE.format(text=escape(text)), encoding="utf-8")
    said = _run(profile, "macro:///Standard.Module1.Main")
    if not target.exists():
        raise RuntimeError(f"the spreadsheet program did not save: {said[-500:]}")


def _run(profile: Path, what: str) -> str:
    place = f"-env:UserInstallation={profile.resolve().as_uri()}"
    command = [soffice(), place, "--headless", "--norestore", what]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stderr
