"""What is left of a draft when its time is over, and when somebody asks for all of it to go."""

import base64
import datetime
import json

import pytest

from service.nouns import CheckQuery, Team
from service.records import Records
from service.records.retention import without_words
from service.records.tables import CheckRow, DraftRow, FeedbackRow, FindingRow, ReportRow
from tests.service.records.makers import ADA, BEN, HOSTILE, checked, draft, finding

FIRST = f"{1:016x}"
WORDS = "quokka-4711-zanzibar"
OF_CHECKS = (CheckRow, DraftRow, ReportRow, FindingRow, FeedbackRow)


def a_check(records, text="text", **given):
    made = checked(text, finding(text, number=1), title=text)
    return records.checks.add_done(draft(text.encode(), **given), made, kit_version=1, by=ADA)


def in_days(days):
    return datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)


def test_past_its_teams_retention_a_draft_goes_and_its_figures_stay(records):
    records.teams.put(Team(name="support", retention_days=30), by=ADA)
    check = a_check(records, WORDS, team="support")
    other = a_check(records, WORDS, team="sales")
    records.feedback.add(check.id, FIRST, "wrong", by=ADA, reason="no")

    assert records.checks.expire(in_days(29)) == 0
    assert records.checks.expire(in_days(31)) == 1
    assert records.checks.expire(in_days(31)) == 0

    kept = records.checks.get(check.id)
    assert (records.checks.draft(check.id), records.checks.checked(check.id)) == (None, None)
    assert kept == check.model_copy(update={"is_kept": False, "title": ""})
    report = records.checks.report(check.id)
    assert WORDS not in report.model_dump_json()
    assert WORDS not in kept.model_dump_json()
    assert [(one.id, one.check, one.severity) for one in report.findings] == [
        (FIRST, "off-message", finding().severity)
    ]
    assert report.score == 71
    assert records.checks.find(FIRST)[0] == other.id
    assert len(records.feedback.of_check(check.id)) == 1
    assert records.checks.list(CheckQuery(text=WORDS, team="support"))[0] == ()
    assert records.checks.checked(other.id) is not None


def test_retention_holds_for_drafts_without_a_team_and_for_many(records, monkeypatch):
    monkeypatch.setattr("service.records.retention.BATCH", 2)
    records.teams.put(Team(name="", retention_days=1), by=ADA)
    checks = [a_check(records) for _ in range(5)]
    failed = records.checks.add(draft(), kit_version=1, by=ADA)
    records.checks.fail(failed.id, "why")
    waiting = records.checks.add(draft(), kit_version=1, by=ADA)

    assert records.checks.expire(in_days(2)) == 6

    assert [records.checks.draft(check.id) for check in (*checks, failed)] == [None] * 6
    assert records.checks.draft(waiting.id) == draft(document=waiting.id)
    assert records.checks.get(failed.id).problem == "why"


def test_no_words_of_the_draft_are_left_in_a_stripped_report():
    words = "quokka zanzibar marmalade"
    report = checked(words, finding(words), title=words).report

    stripped = without_words(report)

    assert not any(word in stripped.model_dump_json() for word in words.split())
    assert words in report.model_dump_json()
    assert stripped.verdict is report.verdict


def test_a_document_is_erased_everywhere_and_others_stay(records):
    first, second = a_check(records, document="cms-1"), a_check(records, document="cms-1")
    other = a_check(records, document="cms-2")
    for check in (first, second, other):
        records.feedback.add(check.id, FIRST, "wrong", by=BEN, reason="no")
    about = {"kit": "acme", "reason": "fine", "expires": datetime.date(2027, 1, 1), "by": ADA}
    records.waivers.add(finding=FIRST, document="cms-1", **about)
    kept = records.waivers.add(guideline="g", quote="q", **about)

    assert records.checks.erase("cms-1", by=ADA) == 2
    assert records.checks.erase("cms-1", by=ADA) == 0

    assert records.checks.versions("cms-1") == ()
    assert records.checks.list(CheckQuery())[0] == (other,)
    assert records.checks.find(FIRST)[0] == other.id
    assert records.waivers.list() == (kept,)
    with records.database.reading() as session:
        left = {table.__name__: session.query(table).count() for table in OF_CHECKS}
    assert set(left.values()) == {1}
    entry = records.audit.list()[0][1]
    assert (entry.action, entry.subject, entry.details) == ("erase document", "cms-1", {"checks": 2})


def test_a_check_is_deleted_with_all_that_belongs_to_it(records):
    check = a_check(records)
    records.feedback.add(check.id, FIRST, "right", by=ADA)

    assert records.checks.delete(check.id)
    assert not records.checks.delete(check.id)

    with records.database.reading() as session:
        assert [session.query(table).count() for table in OF_CHECKS] == [0] * 5


@pytest.mark.parametrize("how", ["erase", "delete", "expire"])
def test_nothing_of_an_erased_draft_is_left_in_sqlites_files(sqlite_template, tmp_path, how):

    path = tmp_path / "records.db"
    path.write_bytes(sqlite_template.read_bytes())
    records = Records(f"sqlite:///{path}")
    records.teams.put(Team(name="", retention_days=1), by=ADA)
    check = a_check(records, WORDS, document="cms-1")
    assert any(WORDS.encode() in file.read_bytes() for file in tmp_path.iterdir())

    {
        "erase": lambda: records.checks.erase("cms-1"),
        "delete": lambda: records.checks.delete(check.id),
        "expire": lambda: records.checks.expire(in_days(2)),
    }[how]()

    assert [file.name for file in tmp_path.iterdir() if WORDS.encode() in file.read_bytes()] == []
    records.close()


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_an_export_is_json_with_all_that_is_kept_of_a_document(records, text):
    check = a_check(records, text.encode("utf-8", "replace").decode(), document=text, name=text)
    records.feedback.add(check.id, FIRST, "wrong", by=ADA, reason=text)
    waiting = records.checks.add(draft(b"\x00\xff"), kit_version=2, by=ADA, document=check.document)
    a_check(records, "another document")

    exported = json.loads(b"".join(records.checks.export(check.document)))

    assert exported["document"] == check.document
    first, second = exported["checks"]
    assert (first["check"]["id"], second["check"]["id"]) == (check.id, waiting.id)
    assert base64.b64decode(first["draft"]["content"]) == records.checks.draft(check.id).content
    assert base64.b64decode(second["draft"]["content"]) == b"\x00\xff"
    assert first["document"]["text"] == records.checks.checked(check.id).document.text
    assert first["report"]["findings"][0]["id"] == FIRST
    assert (second["document"], second["report"]) == (None, None)
    assert [said["reason"] for said in first["feedback"]] == [text]


def test_an_export_of_what_is_not_there_holds_nothing(records):
    assert json.loads(b"".join(records.checks.export("none"))) == {
        "document": "none",
        "waivers": [],
        "checks": [],
    }


def test_what_is_erased_while_it_is_exported_is_left_out(records):
    first, second = a_check(records, document="cms-1"), a_check(records, document="cms-1")

    pieces = records.checks.export("cms-1")
    begun = [next(pieces), next(pieces)]
    records.checks.delete(second.id)

    exported = json.loads(b"".join([*begun, *pieces]))
    assert [one["check"]["id"] for one in exported["checks"]] == [first.id]
