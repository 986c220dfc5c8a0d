"""The part for Contentful: its tests under Node, and its types against what Contentful publishes."""

import json
from pathlib import Path

from service.nouns.hooks import System
from tests.service.hooks.gates.naming import names
from tests.service.hooks.gates.packages import ran, workplace

HERE = Path(__file__).parent


def test_it_does_what_it_says(tmp_path: Path):
    ran("node", "--test", "contentful.test.mjs", place=workplace(HERE, "contentful", tmp_path))


def test_it_has_the_types_that_are_published(tmp_path: Path):
    ran("node_modules/.bin/tsc", "--project", ".", place=workplace(HERE, "contentful", tmp_path))


def test_an_entry_is_asked_about_under_the_names_that_the_hook_gives_it(tmp_path: Path):
    def link(kind: str, name: str) -> dict[str, object]:
        return {"sys": {"type": "Link", "linkType": kind, "id": name}}

    place = {"space": link("Space", "s1"), "environment": link("Environment", "master")}
    entry = {
        "sys": {"type": "Entry", "id": "e", "contentType": link("ContentType", "page"), **place},
        "fields": {
            "title": {"en-GB": "Two words", "de": "Zwei Wörter"},
            "lead": {"en-GB": "Learn it between two swimmers."},
        },
    }

    told = ran("node", "names.mjs", place=workplace(HERE, "contentful", tmp_path), given=json.dumps(entry))

    assert json.loads(told) == names(System.CONTENTFUL, entry)
    assert set(json.loads(told)) == {"contentful:s1/master/e:en-GB", "contentful:s1/master/e:de"}
