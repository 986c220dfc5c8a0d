"""Small labelled brands on disk, and a checker that flags what a script says."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from checker.domain import Coverage, DocumentFacts, Finding, Location, Report, Severity, Verdict
from evals.labels import Case, Labels

Script = Mapping[str, Sequence[tuple[str, str]]]
"""For each draft that is flagged, the check and the quote of every finding."""

DRAFT = "---\nid: {name}\nteam: sales\n---\n{body}\n"
LABELS = {
    "d01": {
        "verdict": "flag",
        "lead_message": "price",
        "findings": [
            {
                "kind": "disconnect",
                "quote": "the cheapest",
                "guideline": "G01",
                "severity": "high",
                "why": "Price.",
            },
            {
                "kind": "claim",
                "quote": "never fails",
                "guideline": "G02",
                "severity": "low",
                "why": "Absolute.",
            },
        ],
        "lookalikes": [{"quote": "they say cheap", "why": "A competitor's."}],
    },
    "d02": {"verdict": "clean", "lead_message": "ease", "findings": []},
}
BODIES = {"d01": "We are the cheapest and it never fails, they say cheap.", "d02": "Easy to set up."}
SPLIT = """\
tuned: [everyday-oak, ash]
held_back: [elm]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder like `evals/`: three brands of the same two drafts, and notes."""
    for brand in ("ash", "elm", "everyday-oak"):
        write_brand(tmp_path / "cases" / brand)
    (tmp_path / "cases" / "SPLIT.yaml").write_text(SPLIT, encoding="utf-8")
    (tmp_path / "notes.md").write_text("## What limits it\n\nThree trees.\n", encoding="utf-8")
    return tmp_path


def write_brand(folder: Path) -> None:
    (folder / "drafts").mkdir(parents=True)
    guidelines = [{"id": "G01", "kind": "message", "text": "x"}, {"id": "G02", "kind": "claim", "text": "x"}]
    (folder / "guidelines.json").write_text(json.dumps({"brand": folder.name, "guidelines": guidelines}))
    (folder / "labels.json").write_text(json.dumps({"drafts": LABELS}))
    for name, body in BODIES.items():
        (folder / "drafts" / f"{name}.md").write_text(DRAFT.format(name=name, body=body))


@pytest.fixture(scope="session")
def case() -> Callable[..., Case]:
    """A builder of a labelled draft."""

    def build(body: str, *, brand: str = "ash", name: str = "d01", **labels: object) -> Case:
        given = {"verdict": "clean", "lead_message": "", "findings": (), **labels}
        return Case(
            brand=brand,
            id=name,
            draft=Path(f"{name}.md"),
            kit=Path("kit.json"),
            body=body,
            labels=Labels.model_validate(given),
        )

    return build


@pytest.fixture(scope="session")
def scripted() -> Callable[..., Callable[[Path, Path], Report]]:
    """A builder of checks that flag what a script says, in every brand."""

    def build(
        script: Script,
        *,
        verdict: Verdict = Verdict.PASS,
        costs: Mapping[str, Mapping[str, float]] | None = None,
    ) -> Callable[[Path, Path], Report]:
        def check(draft: Path, kit: Path) -> Report:
            assert kit.name == "guidelines.json"
            findings = tuple(finding(*each) for each in script.get(draft.stem, ()))
            cost = (costs or {}).get(draft.stem, {})
            return report(findings, verdict=verdict).model_copy(update={"cost": cost})

        return check

    return build


def finding(check: str, quote: str) -> Finding:
    return Finding(
        check=check,
        guideline="G01",
        severity=Severity.WARNING,
        confidence=0.9,
        origin="rule",
        location=Location(start=0, end=len(quote), line=1, column=1),
        quote=quote,
        guideline_quote="x",
        explanation=f"“{quote}” is wrong.",
    )


def report(findings: tuple[Finding, ...], *, verdict: Verdict) -> Report:
    facts = dict.fromkeys(("source", "title", "format", "digest", "team", "channel", "audience"), "")
    return Report(
        document=DocumentFacts.model_validate({**facts, "words": 5}),
        kit={},
        engine={"offline": "scripted 1", "judge": "none"},
        verdict=verdict,
        score=100,
        scores={},
        lead_message=None,
        messages=(),
        findings=findings,
        guidelines={},
        coverage=Coverage(passages=1, words=5, share=1.0),
    )
