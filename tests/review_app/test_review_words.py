"""No text of a page stands outside the catalogues."""

from __future__ import annotations

import re

import pytest

from review.messages import LANGUAGES, read_catalogue
from review.pages import TEMPLATES

ALLOWED = {"Jujur", "KB"}
_NOT_TEXT = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|&[a-z]+;", re.DOTALL)


@pytest.mark.parametrize("template", sorted(path.name for path in TEMPLATES.glob("*.html")))
def test_a_template_holds_no_words_of_its_own(template):
    bare = _NOT_TEXT.sub(" ", (TEMPLATES / template).read_text("utf-8"))
    words = set(re.findall(r"[^\W\d_]{2,}", bare)) - ALLOWED
    assert words == set()


def test_both_languages_fill_the_same_places():
    places = re.compile(r"%\(\w+\)s")
    catalogues = {language: read_catalogue(language) for language in LANGUAGES}
    for message in catalogues["id"]:
        if message.id:
            english = str(catalogues["en"][message.id].string)
            assert sorted(places.findall(str(message.id))) == sorted(places.findall(english)), message.id
