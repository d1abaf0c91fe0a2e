"""jujur.toml, the environment on top of it, and mistakes named with the nearest known setting."""

from pathlib import Path

import pytest

from flows.config import ROOT, Settings, Tampilan, load_settings
from schemas.text import PersonError


def settings_file(folder: Path, text: str) -> Path:
    path = folder / "jujur.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_says_exactly_the_defaults() -> None:
    assert load_settings(ROOT / "jujur.toml", {}) == Settings()


def test_the_environment_stands_above_the_file(tmp_path: Path) -> None:
    file = settings_file(tmp_path, '[tempat]\nhome = "a"\n[tenggat]\nrfk = 5\n')
    environment = {"JUJUR_TEMPAT_HOME": "b", "JUJUR_TEMPAT_KOTAK_MASUK": "x, y"}
    settings = load_settings(file, environment)
    assert settings.tempat.home == "b"
    assert settings.tempat.kotak_masuk == ["x", "y"]
    assert settings.tenggat.rfk == 5


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[tengat]\nrfk = 5\n", "tenggat"),
        ("[tenggat]\nrkf = 5\n", "rfk"),
        ("[[sumber]]\nnama = 'x'\njenis = 'folder'\nlokassi = 'y'\n", "lokasi"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path, text: str, hint: str) -> None:
    with pytest.raises(PersonError) as caught:
        load_settings(settings_file(tmp_path, text), {})
    assert f"'{hint}'" in caught.value.do.id
    assert f"'{hint}'" in caught.value.do.en


@pytest.mark.parametrize("text", ["[tenggat]\nrfk = 99\n", "[tenggat]\nrfk = 'sepuluh'\n", "[tempat\n"])
def test_a_wrong_value_is_a_sentence_for_people(tmp_path: Path, text: str) -> None:
    with pytest.raises(PersonError) as caught:
        load_settings(settings_file(tmp_path, text), {})
    assert str(tmp_path) in caught.value.where


def test_a_named_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PersonError):
        load_settings(tmp_path / "tidak-ada.toml", {})


def test_workbooks_that_go_back_speak_as_the_pages_do_unless_told_otherwise() -> None:
    assert Tampilan(bahasa="en").of_workbooks == "en"
    assert Tampilan(bahasa="id", bahasa_lembar_kerja="en").of_workbooks == "en"
