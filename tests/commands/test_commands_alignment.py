"""`brandcheck alignment`: the figures, what is refused, what the exit code says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checker.commands.alignment import Request, run
from checker.commands.together import Together
from checker.domain import Alignment, DocumentFacts, Report, Role, Share
from checker.errors import InputError
from checker.reporting import unread
from tests.alignment.alignment_builders import EASE, PRICE
from tests.alignment.alignment_builders import KIT as BRAND_KIT

KIT = """\
brand: Kettlewick
guidelines:
- {id: lead-ease, kind: message, text: Lead with how easy it is., role: lead, themes: [ease-of-use]}
- {id: avoid-price, kind: message, text: Never lead with price., role: avoid, themes: [low-price]}
"""


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    path = tmp_path / "kit.yaml"
    path.write_text(KIT, encoding="utf-8")
    return path


def report(source: str, team: str, lead: str, **labels: str) -> Report:
    empty = unread(source, "", kit=BRAND_KIT, engine={}).report
    facts = DocumentFacts(
        source=source,
        title="",
        format="text",
        digest="",
        words=9,
        team=team,
        channel="",
        audience="",
        labels=labels,
    )
    shares = (
        Share(
            message=lead, role=Role.LEAD, share=1.0, passages=2, quote=f"It is all {lead}.", start=0, end=9
        ),
    )
    coverage = empty.coverage.model_copy(update={"passages": 9, "not_read": ()})
    changes = {"document": facts, "lead_message": lead, "messages": shares, "coverage": coverage}
    return empty.model_copy(update=changes)


def written(tmp_path: Path, *reports: Report, name: str = "reports.json") -> str:
    path = tmp_path / name
    path.write_text(json.dumps([each.model_dump(mode="json") for each in reports]), encoding="utf-8")
    return str(path)


@pytest.fixture
def reports(tmp_path: Path) -> str:
    sold = [("marketing", EASE, "north")] * 20 + [("sales", PRICE, "south")] * 12
    return written(
        tmp_path,
        *(report(f"{team}/{i}.md", team, lead, region=where) for i, (team, lead, where) in enumerate(sold)),
    )


OWN = ("by", "since", "smallest")
"""What is the command's alone; the rest is said of the drafts."""


def asked(paths: tuple[str, ...], kit: Path, **changes: object) -> Request:
    own = {name: changes.pop(name) for name in OWN if name in changes}
    return Request(Together(paths, kit, **changes), **own)


def aligned(request: Request, tmp_path: Path) -> Alignment:
    """Return what *request* shows, by way of a file."""
    output = tmp_path / "out" / "alignment.json"
    code = run(replace(request, drafts=replace(request.drafts, format_name="json", output=output)))
    assert code == 0
    return Alignment.model_validate_json(output.read_bytes())


def test_reports_that_were_written_earlier_show_who_says_what(reports, kit, capsys):
    code = run(asked((reports,), kit))

    words = " ".join(capsys.readouterr().out.split())
    assert code == 0
    assert "20 of 20" in words
    assert "12 of 12" in words
    assert "It is all Low price." in words


@pytest.mark.parametrize(("by", "names"), [("team", ["marketing", "sales"]), ("Region", ["north", "south"])])
def test_rows_are_of_what_is_asked_for(by, names, reports, kit, tmp_path):
    alignment = aligned(asked((reports,), kit, by=by), tmp_path)

    assert [group.name for group in alignment.groups] == names


def test_labels_tell_drafts_apart_and_go_before_what_they_say(reports, kit, tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text(
        "source,team,Author\nmarketing/*,PR,Ada\nsales/2?.md,,Bo\nsales/3?.md,,Cy\n", encoding="utf-8"
    )

    by_team = aligned(asked((reports,), kit, labels=table), tmp_path)
    by_author = aligned(asked((reports,), kit, by="author", labels=table), tmp_path)

    assert [group.name for group in by_team.groups] == ["pr", "sales"]
    assert {group.name: group.documents for group in by_author.groups} == {"Ada": 20, "Bo": 10, "Cy": 2}


def test_a_document_with_two_reports_counts_once(kit, tmp_path, capsys):
    first = written(tmp_path, report("a.md", "sales", EASE), name="1.json")
    second = written(tmp_path, report("a.md", "sales", PRICE), name="2.json")

    alignment = aligned(asked((first, second), kit), tmp_path)

    assert alignment.documents == 1
    assert alignment.overall.lead_match.value == 1
    assert "1 report left out" in capsys.readouterr().err


def test_reports_made_with_another_kit_are_told(reports, kit, capsys):
    run(asked((reports,), kit))

    assert "32 reports made with another kit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"by": "agency"}, "no draft has this label. They name region"),
        ({"by": "  "}, "--by is empty"),
        ({"since": "03/04/2026"}, "Write it as 2026-03-31"),
        ({"format_name": "docx"}, "not a format for this"),
        ({"format_name": "pdf"}, "Name a file with --output"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(changes, message, reports, kit):
    with pytest.raises(InputError, match=message):
        run(asked((reports,), kit, **changes))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            '[{"schema_version": "9", "document": 1, "kit": 1, "engine": 1, "verdict": 1, "findings": 1}]',
            "report 1",
        ),
        ("{}", None),
    ],
)
def test_a_damaged_report_is_refused_by_number(content, message, reports, kit, tmp_path):
    path = tmp_path / "damaged.json"
    whole = Path(reports).read_text(encoding="utf-8").rstrip("]\n")
    path.write_text(content if message else f"{whole}, 7]", encoding="utf-8")

    with pytest.raises(InputError, match=message or "neither an object nor a list"):
        run(asked((str(path),), kit))


def test_drafts_are_checked_and_those_that_cannot_be_read_are_named(kit, tmp_path, capsys):
    drafts = tmp_path / "drafts" / "sales"
    drafts.mkdir(parents=True)
    text = "# The lowest price of all\n\nIt costs less than any other kettle.\n"
    (drafts / "one.md").write_text(text, encoding="utf-8")
    (drafts / "two.docx").write_bytes(b"PK\x03\x04 damaged")
    table = tmp_path / "labels.csv"
    table.write_text("source,region\none.md,north\n*.docx,south\n", encoding="utf-8")

    code = run(asked((str(drafts),), kit, by="region", labels=table, jobs=1, smallest=1))

    out, err = capsys.readouterr()
    assert code == 2
    assert "north" in out
    assert "two.docx" in err
    assert "1 file could not be read" in err
