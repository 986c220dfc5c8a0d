"""The part for Sanity: its tests under Node, its types against Sanity's own, its names against the hook's."""

import json
from pathlib import Path

from service.nouns.hooks import System
from tests.service.hooks.gates.naming import names
from tests.service.hooks.gates.packages import ran, workplace

HERE = Path(__file__).parent
VALUE = {"_type": "internationalizedArrayStringValue"}
SPAN = {"_type": "span", "_key": "s", "text": "Learn it between two swimmers.", "marks": []}
BODY = [{"_type": "block", "_key": "b", "style": "normal", "markDefs": [], "children": [SPAN]}]
DOCUMENTS = (
    {"title": "Two words", "body": BODY},
    {"title": "To ord", "language": "nb"},
    {
        "title": "For all",
        "heading": [
            {**VALUE, "_key": "en", "value": "Road map"},
            {**VALUE, "_key": "x1", "language": "de", "value": "Der Fahrplan"},
        ],
        "intro": {"_type": "localeText", "en": "Read this first", "de": "Lies das zuerst"},
    },
)


def test_it_does_what_it_says(tmp_path: Path):
    ran("node", "--test", "sanity.test.mjs", place=workplace(HERE, "sanity", tmp_path))


def test_it_has_the_types_that_are_published(tmp_path: Path):
    ran("node_modules/.bin/tsc", "--project", ".", place=workplace(HERE, "sanity", tmp_path))


def test_drafts_and_releases_are_asked_about_under_the_name_that_the_hook_gives_what_is_published(
    tmp_path: Path,
):
    stages = ("", "drafts.", "versions.r1.")
    asked = [{"_id": f"{stage}p1", "_type": "post", **each} for stage in stages for each in DOCUMENTS]
    place = {"projectId": "abc123", "dataset": "production"}
    given = json.dumps({"documents": asked, "place": place})

    told = json.loads(ran("node", "names.mjs", place=workplace(HERE, "sanity", tmp_path), given=given))

    where = {"project": "abc123", "dataset": "production"}
    assert told == [names(System.SANITY, each, **where) for each in asked]
    assert told[: len(DOCUMENTS)] == told[len(DOCUMENTS) : 2 * len(DOCUMENTS)] == told[2 * len(DOCUMENTS) :]
    assert [list(each) for each in told[: len(DOCUMENTS)]] == [
        ["sanity:abc123/production/p1"],
        ["sanity:abc123/production/p1:nb"],
        ["sanity:abc123/production/p1:en", "sanity:abc123/production/p1:de"],
    ]
