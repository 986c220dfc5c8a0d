"""What finished checks say together: kept with them, found again, and without words once those must go."""

import datetime

import numpy as np
import pytest
from sqlalchemy import delete, select, text

from checker.alignment import said_of
from checker.claims.spoken import form, spoken, understood, written
from service.nouns import AlignmentQuery, LedgerQuery, Team
from service.records.said import labels_of
from service.records.said_tables import ClaimRow, SaidRow
from tests.service.records.makers import ADA, HOSTILE, SAYS, checked, draft

QUERY = AlignmentQuery(kit="acme")
CLAIMS = LedgerQuery(kit="acme")
DAY = datetime.date(2026, 3, 2)
VECTOR = np.full(384, 0.5, dtype="<f4").tobytes()


def done(records, made=None, **given):
    return records.checks.add_done(draft(**given), made or checked(**SAYS), kit_version=1, by=ADA)


def said(records, **asked):
    return list(records.said.said(QUERY.model_copy(update=asked)))


def stood(records, **asked):
    return list(records.said.claimed(CLAIMS.model_copy(update=asked), "m"))


def test_what_a_report_says_comes_back_as_it_was(records):
    made = checked(**SAYS)
    check = done(records, made)

    expected = said_of(made.report, document=check.id).model_copy(update={"source": "draft.txt"})
    assert said(records) == [expected]
    (claim, other) = stood(records)
    assert (claim.stood.statement, other.stood.statement) == made.report.claims
    assert (claim.stood.document, claim.stood.day, claim.vector) == (check.id, DAY, None)
    (complained,) = records.said.complained(CLAIMS)
    assert complained.complaint == made.report.complaints[0]
    (sold,) = records.said.sold(CLAIMS, ["Low price"])["Low price"]
    assert (sold.statement.text, sold.document) == ("It is the cheapest.", check.id)


def test_a_check_that_waits_first_says_the_same_once_it_is_finished(records):
    check = records.checks.add(draft(labels={"region": "south"}), kit_version=1, by=ADA)
    made = checked(**SAYS)
    records.checks.part(check.id, made)
    assert said(records) == []

    records.checks.finish(check.id, made)

    (found,) = said(records)
    assert found.labels == {"region": "south", "readers": "1,200", "date": "2026-03-02"}
    assert records.checks.get(check.id).labels == found.labels
    assert records.checks.draft(check.id).labels == found.labels
    assert found.readers == 1200


def test_only_the_newest_finished_check_of_a_document_counts(records):
    done(records, document="one")
    newest = done(records, checked(), document="one")
    records.checks.add(draft(document="one"), kit_version=1, by=ADA)
    done(records, document="two", kit="other")

    assert [one.document for one in said(records)] == [newest.id]
    assert stood(records) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"a", "b", "c"}),
        ({"team": "sales"}, {"a", "b"}),
        ({"channel": "web"}, {"c"}),
        ({"audience": "parents"}, {"b"}),
        ({"labels": {"region": "north"}}, {"a", "c"}),
        ({"labels": {"region": "north", "agency": "x"}}, {"c"}),
        ({"labels": {"region": "' OR 1=1 --"}}, set()),
        ({"since": DAY}, {"a", "b", "c"}),
        ({"since": DAY + datetime.timedelta(1)}, {"b"}),
        ({"until": DAY}, {"a", "c"}),
    ],
)
def test_documents_are_chosen(records, asked, found):
    dated = {"region": "north", "date": DAY.isoformat()}
    done(records, checked(labels=dated), name="a", team="sales")
    done(records, checked(labels={"region": "south"}), name="b", team="sales", audience="parents")
    done(records, checked(labels=dated), name="c", channel="web", labels={"agency": "x"})

    assert {one.source for one in said(records, **asked)} == found


def test_what_is_left_out_is_counted(records):
    done(records, document="one")
    with records.database.writing() as session:
        session.execute(delete(SaidRow))
    failed = records.checks.add(draft(document="two"), kit_version=1, by=ADA)
    records.checks.fail(failed.id, "why")
    again = records.checks.add(draft(document="one"), kit_version=1, by=ADA)
    records.checks.fail(again.id, "why")
    records.checks.add(draft(document="three"), kit_version=1, by=ADA)

    assert records.said.left_out(QUERY) == 2
    assert records.said.left_out(QUERY.model_copy(update={"team": "sales"})) == 0
    assert records.said.refresh() == 1
    assert records.said.left_out(QUERY) == 1
    assert len(said(records)) == 1


def test_past_retention_figures_stay_and_words_go(records):
    records.teams.put(Team(name="support", retention_days=1), by=ADA)
    made = checked(**SAYS)
    check = done(records, made, team="support")
    records.said.keep_vectors([(check.id, 0, VECTOR)], "m")
    before = records.said.stamp("acme")

    records.checks.expire(datetime.datetime.now(datetime.UTC) + datetime.timedelta(2))

    (found,) = said(records)
    assert [(one.share, one.quote) for one in found.messages] == [(0.75, ""), (0.25, "")]
    assert (found.lead, found.passages, found.readers) == ("low-cost", 2, 1200)
    assert (stood(records), list(records.said.complained(CLAIMS))) == ([], [])
    assert records.said.stamp("acme") != before
    with records.database.reading() as session:
        tables = [f"records_{name}" for name in ("said", "messages", "claims", "complaints")]
        kept = [str(session.execute(text(f"SELECT * FROM {name}")).all()) for name in tables]  # noqa: S608
    words = [made.report.messages[0].quote, made.report.complaints[0].text, "ten minutes", "Setting up"]
    assert [word for word in words if any(word in row for row in kept)] == []
    assert "'figure'" in kept[2] or '["figure"]' in kept[2]
    report = records.checks.report(check.id)
    assert (report.claims, report.complaints, report.messages[0].quote) == ((), (), "")


def test_erasing_leaves_nothing_and_an_export_holds_all(records):
    check = done(records, document="cms-1")
    exported = b"".join(records.checks.export("cms-1")).decode()
    assert all(word in exported for word in ("Setting up took a day.", "region", "ten minutes", check.id))

    records.checks.erase("cms-1", by=ADA)

    with records.database.reading() as session:
        tables = [f"records_{name}" for name in ("labels", "said", "messages", "claims", "complaints")]
        assert [session.execute(text(f"SELECT * FROM {name}")).all() for name in tables] == [[]] * 5  # noqa: S608


def test_hostile_words_come_back_as_they_were(records):
    claims = tuple(SAYS["claims"][0].model_copy(update={"text": words}) for words in HOSTILE if words)
    messages = tuple(SAYS["messages"][0].model_copy(update={"quote": words}) for words in HOSTILE)
    labels = {f"label {words}"[:50]: words for words in HOSTILE if words}
    done(records, checked(claims=claims, messages=messages), labels=labels)

    (found,) = said(records)
    assert found.messages == messages
    assert tuple(one.stood.statement for one in stood(records)) == claims
    assert found.labels == labels_of(labels)


def test_labels_are_bounded_whatever_a_draft_says_of_itself():
    many = {f"{number}" * 200: "x" * 10_000 for number in range(100)}

    kept = labels_of(many)

    assert len(kept) <= 50
    assert max(map(len, kept)) <= 100
    assert max(len(str(value)) for value in kept.values()) == 500


def test_vectors_are_kept_for_their_model_and_found_among_passages(records):
    check = done(records)
    records.said.keep_vectors([(check.id, 1, VECTOR)], "m")

    assert [one.vector for one in stood(records)] == [None, VECTOR]
    assert [one.vector for one in records.said.claimed(CLAIMS, "another")] == [None, None]
    assert list(records.said.passages(CLAIMS, "m")) == []


def test_what_claims_speak_of_is_kept_as_long_as_their_words(records):
    records.teams.put(Team(name="support", retention_days=1), by=ADA)
    check = done(records, team="support")
    known_as = form("Acme")
    told = [one.spoken for one in records.said.claimed(CLAIMS, "m", known_as)]
    assert told == [spoken(one.text, one.measures, "Acme") for one in SAYS["claims"]]
    assert [one.spoken for one in records.said.claimed(CLAIMS, "m", "another")] == [None, None]

    other = written(spoken("We are open.", (), "Acme"))
    records.said.keep_spoken([(check.id, 1, other)], "another")

    assert [one.spoken for one in records.said.claimed(CLAIMS, "m", "another")] == [None, understood(other)]
    records.checks.expire(datetime.datetime.now(datetime.UTC) + datetime.timedelta(2))
    records.said.keep_spoken([(check.id, 1, other)], "another")
    with records.database.reading() as session:
        assert session.execute(select(ClaimRow.form, ClaimRow.spoken)).all() == [(None, None)] * 2


@pytest.mark.parametrize("what", ["add", "finish", "fail", "delete"])
def test_the_stamp_changes_with_whatever_changes_an_answer(records, what):
    first = done(records)
    waiting = records.checks.add(draft(), kit_version=1, by=ADA)
    before = records.said.stamp("acme")
    assert records.said.stamp("acme") == before
    done(records, kit="other")
    assert records.said.stamp("acme") == before

    {
        "add": lambda: done(records),
        "finish": lambda: records.checks.finish(waiting.id, checked()),
        "fail": lambda: records.checks.fail(waiting.id, "why"),
        "delete": lambda: records.checks.delete(first.id),
    }[what]()

    assert records.said.stamp("acme") != before


def test_facets_name_what_there_is(records):
    done(records, team="sales", channel="web", labels={"region": "north"})
    done(records, team="sales", audience="parents", labels={"region": "south"})
    done(records, checked(labels={"region": "south"}), team="support", kit="other")

    found = records.said.facets()

    assert (found.kits, found.teams) == (("acme", "other"), ("sales", "support"))
    assert (found.channels, found.audiences) == (("web",), ("parents",))
    assert found.labels["region"] == ("south", "north")
