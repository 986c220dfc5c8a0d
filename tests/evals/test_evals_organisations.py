"""What is published of a real organisation is what its run, its sample and its review say."""

import json
from pathlib import Path

import pytest

from checker.commands.labels import load_labels
from checker.errors import InputError
from checker.kits.loading import load
from evals.organisations.__main__ import HOME, main
from evals.organisations.figures import figures, publish, published, wilson
from evals.organisations.organisation import load_claims, load_read, load_run, load_sample
from evals.organisations.reviewing import Review, load_review, reviewed
from evals.organisations.running import _changed

FOLDER = HOME / "18f"
DRAFT = """\
brand: A guess
version: draft
guidelines:

  # words.md, line 3, under "Words": e-mail
  - id: words
    kind: term
    text: Say email, not e-mail.
    terms:
      e-mail: email

  # work.md, line 9: Plan.
  - id: plan
    kind: voice
    text: Plan ahead.
"""


def test_the_published_figures_are_those_of_the_run_that_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    tables = figures(load_run(FOLDER), load_sample(FOLDER), load_read(FOLDER), load_claims(FOLDER))

    assert main(["18f", "--kept"]) == 0
    assert capsys.readouterr().out.strip() == tables == published(FOLDER / "README.md")


def test_the_run_is_of_this_kit_and_of_all_pages() -> None:
    run = load_run(FOLDER)
    on_disk = {path.relative_to(FOLDER / "pages").as_posix() for path in (FOLDER / "pages").rglob("*.md")}

    assert {page.page for page in run.pages} == on_disk
    assert {finding.guideline for finding in run.findings} <= {
        guideline.id for guideline in load(FOLDER / "kit.yaml").guidelines
    }


def test_every_finding_of_the_sample_is_one_of_the_run() -> None:
    found = {finding.key for finding in load_run(FOLDER).findings}
    drawn = load_sample(FOLDER).drawn

    assert len({each.key for each in drawn}) == len(drawn) == 50
    assert {each.key for each in drawn} <= found


def test_pages_that_were_read_hold_the_words_that_were_missed() -> None:
    for read in load_read(FOLDER):
        text = " ".join((FOLDER / "pages" / read.page).read_text(encoding="utf-8").split())

        assert [missed.quote for missed in read.missed if missed.quote not in text] == []


def test_claims_that_were_read_are_of_the_pages() -> None:
    pages = [" ".join(path.read_text(encoding="utf-8").split()) for path in (FOLDER / "pages").rglob("*.md")]
    read = load_claims(FOLDER)

    assert len({claim.quote for claim in read.claims}) == len(read.claims) >= 15
    assert [each.quote for each in read.claims if not any(each.quote in page for page in pages)] == []


def test_labels_tell_posts_from_service_pages_as_the_run_does() -> None:
    labels = load_labels(FOLDER / "labels.csv")
    said = {
        page.page: dict(pair for row in labels.about(f"pages/{page.page}") for pair in row.said)
        for page in load_run(FOLDER).pages
    }

    assert {page.kind: said[page.page]["channel"] for page in load_run(FOLDER).pages} == {
        "post": "posts",
        "service page": "services",
    }
    assert [
        page.page for page in load_run(FOLDER).pages if said[page.page].get("year", "") != page.year
    ] == []


def test_lines_of_editors_are_all_counted() -> None:
    lines = (FOLDER / "retired-terms.jsonl").read_text(encoding="utf-8").splitlines()

    assert sum(term.lines for term in load_run(FOLDER).terms) == len([json.loads(line) for line in lines])


def test_a_review_drops_changes_and_adds(tmp_path: Path) -> None:
    review = Review.model_validate(
        {
            "brand": "Acme",
            "version": "reviewed",
            "dropped_pages": {"work.md": "how to work"},
            "dropped": {},
            "changed": [{"id": "words", "why": "milder", "set": {"severity": "suggestion", "terms": ""}}],
            "added": [{"id": "more", "kind": "voice", "text": "Be brief."}],
        }
    )
    (tmp_path / "kit.yaml").write_text(reviewed(DRAFT, review), encoding="utf-8")

    kit = load(tmp_path / "kit.yaml")

    assert [(g.id, g.severity, g.terms) for g in kit.guidelines] == [
        ("words", "suggestion", ()),
        ("more", None, ()),
    ]


def test_a_review_of_another_draft_is_refused() -> None:
    with pytest.raises(InputError, match=r"does not have: .*craft"):
        reviewed(DRAFT, load_review(FOLDER))


def test_figures_take_the_place_of_those_before(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# A\n\n<!-- figures -->\nold\n<!-- end of figures -->\n\nEnd.\n", encoding="utf-8")

    publish(readme, "new")

    assert readme.read_text(encoding="utf-8") == (
        "# A\n\n<!-- figures -->\n\nnew\n\n<!-- end of figures -->\n\nEnd.\n"
    )


@pytest.mark.parametrize(
    ("part", "whole", "bounds"), [(0, 0, (0, 1)), (0, 10, (0, 0.278)), (5, 10, (0.237, 0.763))]
)
def test_intervals_are_wilsons(part: int, whole: int, bounds: tuple[float, float]) -> None:
    assert wilson(part, whole) == pytest.approx(bounds, abs=0.001)


def test_changed_words_are_those_that_differ() -> None:
    assert _changed("We use Github a lot", "We use GitHub a lot") == [(7, 13)]
