"""A draft in fields: whatever shows a finding says which field its words are in."""

import json
from importlib import import_module

import pytest

from checker.domain import Checked, Limits, Place
from checker.presentation.sheet import lay_out
from checker.presentation.wording import whereabouts
from checker.readers.fields import read
from checker.reporters import sarif
from tests.reporters.report_samples import KIT, batch

DRAFT = {
    "fields": [
        {"path": "/title", "name": "Title", "text": "Calm days", "is_title": True},
        {"path": "/body/en", "name": "Body", "kind": "html", "text": "<p>One.</p><p>Two.</p>"},
        {"path": "/end", "text": "Three."},
    ]
}
PLACE = {"field": "/body/en", "name": "Body <b>", "slide": None, "page": None, "ticket": None}


def in_a_field() -> Checked:
    """Return a checked document, all of whose findings are in one field."""
    document, report = next(one for one in batch() if one[1].findings)
    findings = tuple(
        finding.model_copy(update={"location": finding.location.model_copy(update=PLACE)})
        for finding in report.findings
    )
    return Checked(document, report.model_copy(update={"findings": findings}))


def test_a_field_is_a_place_in_words() -> None:
    assert whereabouts(Place(field="/body/en", name="Body", hidden=True)) == "field “Body”, hidden"
    assert whereabouts(Place(field="Subject")) == ""


def test_a_sheet_has_a_section_for_each_field() -> None:
    [document] = read(json.dumps(DRAFT).encode(), "entry.fields.json", Limits())

    sections = lay_out(document, ())

    assert [(section.kind, section.name) for section in sections] == [
        ("field", "Title"),
        ("field", "Body"),
        ("field", "/end"),
    ]
    assert [len(section.body) for section in sections] == [1, 2, 1]


@pytest.mark.parametrize("form", ["console", "html", "github", "rdjson", "vale"])
def test_a_report_names_the_field(form: str) -> None:
    written = "".join(import_module(f"checker.reporters.{form}").render(iter([in_a_field()]), kit=KIT))

    assert "ield “Body" in written.replace("\\u201c", "“")
    assert "Body <b>" not in written or form != "html"


def test_sarif_names_the_field_as_a_logical_location() -> None:
    log = json.loads("".join(sarif.render(iter([in_a_field()]), kit=KIT)))

    [*results] = log["runs"][0]["results"]
    places = [result["locations"][0]["logicalLocations"][0] for result in results]
    assert {place["kind"] for place in places} <= {"field", "paragraph"}
    assert all(place["fullyQualifiedName"].endswith("field /body/en") for place in places)
