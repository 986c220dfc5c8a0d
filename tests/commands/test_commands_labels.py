"""Labels from a table: what they say of which draft, and what is refused."""

import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.commands.labels import Labels, load_labels
from checker.errors import InputError

TABLE = """\
Source,Team,channel,Region,date
decks/*.pptx,Sales,deck,north,2026-03-02
decks/pitch.pptx,,,South,
a [1].md,,,west,
tickets.csv,support,,,
"tickets.csv#7",,,"east, mostly",3 March 2026

"""


def table(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "labels.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def labels(tmp_path: Path) -> Labels:
    return load_labels(table(tmp_path, TABLE))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x/decks/q.pptx", {"team": "sales", "channel": "deck", "region": "north", "date": "2026-03-02"}),
        ("decks/pitch.pptx", {"team": "sales", "channel": "deck", "region": "South", "date": "2026-03-02"}),
        ("decks\\pitch.pptx", {"team": "sales", "channel": "deck", "region": "South", "date": "2026-03-02"}),
        ("x/a [1].md", {"region": "west"}),
        ("in/tickets.csv#6", {"team": "support"}),
        ("in/tickets.csv#7", {"team": "support", "region": "east, mostly", "date": "3 March 2026"}),
        ("mydecks/q.pptx", {}),
        ("pitch.pptx", {}),
        ("", {}),
    ],
)
def test_a_row_is_about_the_drafts_that_it_names(labels, source, said):
    assert labels.said(source) == said


def test_facts_are_facts_and_the_rest_are_labels_beside_the_drafts_own(labels):
    update = labels.update("decks/q.pptx", {"region": "far", "agency": "Own"})

    assert update["team"] == "sales"
    assert update["labels"] == {"region": "north", "agency": "Own", "date": "2026-03-02"}


def test_labels_travel_to_workers(labels):
    again = pickle.loads(pickle.dumps(labels))  # noqa: S301 - our own bytes

    assert again.said("a/decks/q.pptx") == labels.said("a/decks/q.pptx")


def test_rows_about_no_draft_are_refused_by_line(labels):
    with pytest.raises(InputError) as caught:
        labels.require(["decks/pitch.pptx", "tickets.csv"])

    assert "labels.csv:4: no draft is called “a [1].md”" in str(caught.value)
    assert ":2:" not in str(caught.value)


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_any_of_the_usual_separators_will_do(tmp_path, separator):
    content = f"\ufeffsource{separator}region\r\na.md{separator}north\r\n"

    assert load_labels(table(tmp_path, content)).said("a.md") == {"region": "north"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column “source”"),
        ("file,team\n", "no column “source”"),
        ("source,team,Team\n", "column “team” is there twice"),
        ("source,team\na.md,x,y\n", ":2: 3 cells under 2 columns"),
        ("source,team\n,x\n", ":2: the column “source” is empty"),
        ("source,date\na.md,03/04/2026\n", ":2: “03/04/2026” is not a date"),
        ("source,x\n" + "a" * 200_000 + ",y\n", "field larger than field limit"),
    ],
)
def test_a_wrong_table_is_refused_with_the_line(tmp_path, content, message):
    with pytest.raises(InputError, match=message):
        load_labels(table(tmp_path, content))


def test_a_table_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="--labels"):
        load_labels(tmp_path / "none.csv")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(tmp_path, content):
    path = table(tmp_path, b"source,region\n" + content)
    try:
        labels = load_labels(path)
    except InputError:
        return
    assert all(row.source and row.line > 1 for row in labels.rows)
