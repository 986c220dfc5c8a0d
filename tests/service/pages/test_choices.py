"""What may be chosen for a draft: what documents have, and what the kit names, each where it belongs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.nouns import LOCAL
from service.pages.choices import Choice, options, published
from service.parts import Parts
from tests.service.pages.insight_stand_in import sample_parts
from tests.service.records.makers import checked, draft

KIT = """
brand: Larkfield
guidelines:
- {id: ease, kind: message, text: Lead with ease., role: lead, themes: [ease-of-use],
   applies_to: [outreach, parents, customers, sales, kiosk, reply]}
"""


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = sample_parts(tmp_path)
    version = made.records.kits.put_draft("named", KIT, brand="Larkfield", guidelines=1, by=LOCAL)
    made.records.kits.publish("named", version.number, by=LOCAL)
    kept = draft(kit="named", team="bakery", channel="kiosk", audience="Parents")
    made.records.checks.add_done(kept, checked(), kit_version=1, by=LOCAL)
    yield made
    made.records.close()


def test_names_of_a_kit_stand_where_they_belong(parts: Parts) -> None:
    found = options(parts, Choice(kit="named"), published(parts))

    assert {"bakery", "outreach", "sales"} <= set(found.teams)
    assert {"parents", "Parents", "customers", "kiosk", "reply"}.isdisjoint(found.teams)
    assert {"kiosk", "reply"} <= set(found.channels)
    assert {"outreach", "bakery"}.isdisjoint(found.channels)
    assert {"Parents", "customers"} <= set(found.audiences)


def test_what_was_chosen_is_always_among_it(parts: Parts) -> None:
    found = options(parts, Choice(kit="named", team="odd", channel="odder", audience="oddest"), ())

    assert ("odd" in found.teams, "odder" in found.channels, "oddest" in found.audiences) == (True,) * 3
