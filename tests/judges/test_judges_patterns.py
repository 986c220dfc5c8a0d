"""What a pattern of the kit found is not the judge's to decide."""

from checker.domain import Verdict
from tests import fakes
from tests.drafts import draft
from tests.judges.judging import GUIDELINES, Scripted, answer, judged

RULE = {"extends": "existence", "message": "No '%s'.", "tokens": ("kettle",)}
PATTERNED = {
    "id": "Own.Words",
    "kind": "term",
    "text": "No such words.",
    "severity": "error",
    "pattern": RULE,
}


def test_it_is_neither_asked_about_nor_taken_back():
    model = Scripted(answer())

    report = judged(
        draft("The kettle is ready. Come in.\n\nSam"), model, kit=fakes.kit(*GUIDELINES, PATTERNED)
    )

    assert [(f.guideline, f.quote, f.origin) for f in report.findings] == [("Own.Words", "kettle", "rule")]
    assert report.verdict is Verdict.FAIL
    assert len(model.asked) == 1
    assert "Own.Words" not in str(model.asked[0])
    assert report.guidelines["Own.Words"] == "failed"
