import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree, html
from markdown_it import MarkdownIt
from sarif import loader

from checker.domain import Report
from checker.presentation.ranking import standing, unread
from checker.reporters import gitlab, markdown, rdjson, vale
from checker.reporters.csv import HEADER
from tests.reporters.report_samples import KIT, batch, faulty

Write = Callable[[str], str]


def test_json_is_the_reports_themselves(written: Write) -> None:
    found = json.loads(written("json"))

    assert found == [report.model_dump(mode="json") for _, report in batch()]
    assert written("json") == json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def test_json_fits_the_schema_of_a_report(written: Write) -> None:
    validator = Draft202012Validator(Report.model_json_schema(mode="serialization"))

    problems = [
        error.message for report in json.loads(written("json")) for error in validator.iter_errors(report)
    ]

    assert problems == []


@pytest.fixture
def sarif_schema(schemas: Path) -> Draft4Validator:
    text = (schemas / "sarif-2.1.0-rtm.4.json").read_text()
    schema = json.loads(text)
    suppression = schema["definitions"]["suppression"]["properties"]
    suppression["status"] = suppression.pop("state")
    return Draft4Validator(schema)


def test_sarif_fits_its_schema(written: Write, sarif_schema: Draft4Validator) -> None:
    log = json.loads(written("sarif"))

    assert [error.message for error in sarif_schema.iter_errors(log)] == []


def test_sarif_has_what_github_asks_for(written: Write) -> None:
    run = json.loads(written("sarif"))["runs"][0]

    for rule in run["tool"]["driver"]["rules"]:
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert {"startLine", "startColumn", "endLine", "endColumn"} <= set(region)
        assert result["partialFingerprints"]["primaryLocationLineHash"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_says_that_a_run_with_an_unread_document_did_not_succeed(written: Write) -> None:
    invocation = json.loads(written("sarif"))["runs"][0]["invocations"][0]

    levels = [notice["level"] for notice in invocation["toolExecutionNotifications"]]

    assert invocation["executionSuccessful"] is False
    assert levels == ["error", "warning", "warning", "warning", "error", "warning"]


def test_sarif_offers_a_fix_only_where_the_file_is_the_text(written: Write) -> None:
    results = json.loads(written("sarif"))["runs"][0]["results"]
    fixed = [result for result in results if "fixes" in result]

    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in fixed}

    assert uris == {
        "campaign/launch.md",
        "drafts/odd%2C%20name%3A%20100%25%20%5Blink%5D%20%3Cb%3E.txt",
        "support/reply-1042.txt",
    }


def test_sarif_keeps_words_of_a_draft_from_becoming_placeholders_or_links(written: Write) -> None:
    results = json.loads(written("sarif"))["runs"][0]["results"]
    texts = [result["message"]["text"] for result in results]

    braces = next(text for text in texts if "7*7" in text)

    assert "{{{{ 7*7 }}}}" in braces
    assert "](" not in braces


def test_sarif_tools_reads_the_log(written: Write, tmp_path: Path) -> None:
    path = tmp_path / "brandcheck.sarif"
    path.write_text(written("sarif"), encoding="utf-8")

    found = loader.load_sarif_files(str(path)).get_report()

    counts = {level: found.get_issue_count_for_severity(level) for level in found.get_severities()}
    assert counts == {"error": 6, "warning": 11, "note": 2}


def test_sarif_marks_an_accepted_finding_as_suppressed(written: Write) -> None:
    results = json.loads(written("sarif"))["runs"][0]["results"]

    suppressed = [result for result in results if result["suppressions"]]

    assert len(suppressed) == 1
    assert suppressed[0]["suppressions"][0]["justification"].startswith("Mina Odell until 2025-12-31")


def test_junit_fits_its_schema(written: Write, schemas: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(schemas / "junit.xsd")))

    valid = schema.validate(etree.fromstring(written("junit").encode()))

    assert valid, schema.error_log


def test_junitparser_reads_what_was_counted(written: Write) -> None:
    suites = {suite.name: suite for suite in JUnitXml.fromstring(written("junit").encode())}

    found = {
        name: tuple(sum(isinstance(kind, of) for case in suite for kind in case.result) for of in RESULTS)
        for name, suite in suites.items()
    }

    assert found == {name: (s.failures, s.errors, s.skipped) for name, s in suites.items()}
    assert found["campaign/launch.md"] == (6, 0, 0)
    assert found["decks/board.pptx"] == (0, 1, 7)
    assert found["support/reply-1042.txt"] == (0, 0, 1)
    assert all(len(list(suite)) == suite.tests == 8 for suite in suites.values())


RESULTS = (Failure, Error, Skipped)


def test_csv_has_a_row_a_finding_and_one_for_a_document_without(written: Write) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv"), newline="")))

    found = [(row["source"], row["line"]) for row in rows]

    assert len(rows) == sum(max(1, len(report.findings)) for _, report in batch())
    assert found.count(("campaign/landing.md", "")) == 1
    assert ("decks/board.pptx", "") in found
    assert tuple(rows[0]) == HEADER


def test_csv_holds_nothing_that_a_spreadsheet_would_run(written: Write) -> None:
    cells = [cell for row in csv.reader(io.StringIO(written("csv"), newline="")) for cell in row]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=HYPERLINK(1)\tIgnore" in cells


def test_csv_lines_end_as_the_standard_says(written: Write) -> None:
    assert written("csv").startswith(",".join(HEADER) + "\r\n")


def test_vale_fits_its_schema(written: Write, schemas: Path) -> None:
    schema = json.loads((schemas / "vale.schema.json").read_text())

    assert [e.message for e in Draft202012Validator(schema).iter_errors(json.loads(written("vale")))] == []


def test_vale_spans_lead_to_the_matched_words(written: Write) -> None:
    drafts = {document.source: document.text.split("\n") for document, _ in batch()}

    for path, alerts in json.loads(written("vale")).items():
        for alert in alerts:
            first, last = alert["Span"]
            if alert["Match"]:
                assert drafts[path][alert["Line"] - 1][first - 1 : last] == alert["Match"]


def test_rdjson_has_nothing_but_what_the_format_knows(written: Write, schemas: Path) -> None:
    schema = json.loads((schemas / "rdjson.schema.json").read_text())

    assert [e.message for e in Draft202012Validator(schema).iter_errors(json.loads(written("rdjson")))] == []


def test_rdjson_ranges_lead_to_the_words_in_bytes() -> None:
    for checked in batch():
        lines = checked.document.text.encode().split(b"\n")
        said = json.loads("".join(rdjson.render([checked], kit=KIT)))["diagnostics"]
        if unread(checked.report):
            continue
        found_there = sorted(standing(checked.report.findings), key=lambda found: found.location.start)
        for found, diagnostic in zip(found_there, said, strict=True):
            start, end = (diagnostic["location"]["range"][name] for name in ("start", "end"))
            if start["line"] == end["line"]:
                words = lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1]
                assert words.decode() == found.quote


def test_rdjson_suggests_where_it_can_be_applied_to_the_file(written: Write) -> None:
    diagnostics = json.loads(written("rdjson"))["diagnostics"]

    suggested = {found["location"]["path"] for found in diagnostics if "suggestions" in found}
    assert "campaign/launch.md" in suggested
    assert not [path for path in suggested if path.endswith(".pptx")]
    for found in diagnostics:
        for suggestion in found.get("suggestions", ()):
            assert suggestion["range"] == found["location"]["range"]


def test_vale_gives_words_that_run_on_up_to_the_end_of_their_line(written: Write) -> None:
    alerts = json.loads(written("vale"))["campaign/launch.md"]

    claim = next(alert for alert in alerts if alert["Check"] == "Brandcheck.unsupported-claim")

    assert claim["Match"] == "Almost every parcel arrives"
    assert claim["Action"] == {"Name": "", "Params": None}


def test_a_path_met_twice_stays_one_path_in_vale() -> None:
    pairs = json.loads("".join(vale.render([faulty(), faulty()], kit=KIT)), object_pairs_hook=list)

    assert [path for path, _ in pairs] == ["campaign/launch.md"]
    assert len(pairs[0][1]) == 14


def test_rdjsonl_has_the_diagnostics_of_rdjson_one_a_line(written: Write) -> None:
    whole = json.loads(written("rdjson"))

    lines = [json.loads(line) for line in written("rdjsonl").splitlines()]

    assert lines == [{"source": whole["source"]} | diagnostic for diagnostic in whole["diagnostics"]]


def test_sarif_tells_how_precise_and_how_grave_a_rule_is(written: Write) -> None:
    run = json.loads(written("sarif"))["runs"][0]
    about = {rule["id"]: rule["properties"] for rule in run["tool"]["driver"]["rules"]}

    assert {rule["precision"] for rule in about.values()} == {"high", "medium"}
    assert about["price-is-no-headline"]["problem.severity"] == "error"
    assert all(0 <= result["rank"] <= 100 for result in run["results"])
    assert all(len(rule["tags"]) <= MOST_TAGS for rule in about.values())


MOST_TAGS = 20
"""Tags of a rule that GitHub takes."""


def test_gitlab_has_what_its_widget_asks_for(written: Write) -> None:
    issues = json.loads(written("gitlab"))

    assert len(issues) == 1 + sum(len(standing(r.findings)) for _, r in batch() if not unread(r))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["description"]
        assert "\n" not in issue["description"]
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_gitlab_tells_the_same_findings_of_a_document_that_comes_twice_apart() -> None:
    issues = json.loads("".join(gitlab.render([faulty(), faulty()], kit=KIT)))

    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_markdown_shows_the_worst_first_and_stays_within_a_summary() -> None:
    many = [faulty() for _ in range(2_000)]
    text = "".join(markdown.render(many, kit=KIT))

    assert len(text.encode()) < MOST_OF_A_SUMMARY
    assert "And 1,900 more documents" in text
    severities = [line.split("**")[1] for line in text.splitlines() if line.startswith("- **")][:7]
    assert severities == ["error"] * 3 + ["warning"] * 2 + ["suggestion"] * 2


MOST_OF_A_SUMMARY = 1_048_576
"""Bytes that GitHub takes of a step's summary."""


def test_markdown_keeps_words_of_a_draft_from_acting(written: Write) -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(written("markdown"))

    page = html.fromstring(rendered)

    assert not page.xpath("//a | //img | //script | //b | //blockquote | //pre")
    assert page.xpath("//code[contains(., '{{ 7*7 }}')]")
