"""`brandcheck rewrite`: the diff, the file, and what the exit code says."""

from pathlib import Path

import pytest
from pptx import Presentation

from checker.asking import Question
from checker.commands.rewriting import Request, run
from checker.domain import Noun
from checker.errors import InputError, TimedOut
from checker.judges.answers import Answer
from checker.rewriting.answers import Edits
from tests.scripted import ScriptedModel, scripted

KIT = """\
brand: Kettlewick
guidelines:
- {id: word, kind: term, text: Names., terms: [{avoid: agent, prefer: guide}, {avoid: cheap}]}
"""
EDIT = {"findings": ["F1"], "reason": "r", "passage": 2, "old": "It is cheap.", "new": "It is good."}


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    path = tmp_path / "kit.yaml"
    path.write_text(KIT, encoding="utf-8")
    return path


def written(tmp_path: Path, text: str, name: str = "draft.md") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def judging(edits: Noun | Exception) -> ScriptedModel:
    """Return a model that proposes *edits* and, asked to judge, lets every suspicion stand."""

    def answer(question: Question) -> Noun:
        if question.answer is not Answer:
            if isinstance(edits, Exception):
                raise edits
            return edits
        names = [f"S{n}" for n in range(1, 9) if f"\nS{n} [" in question.prompt.data]
        rulings = [{"id": name, "reason": "r", "breach": True, "replacement": None} for name in names]
        facts = {"lead": "tea", "lead_guideline": None, "required": [], "findings": [], "kept": ["word"]}
        return Answer.model_validate({**facts, "suspicions": rulings})

    return scripted(*[answer] * 12)


def test_suggestions_are_made_and_shown_as_a_diff(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "# Tea\n\nAsk an agent.\n")

    assert run(Request(path, kit)) == 0
    told = capsys.readouterr()
    assert told.out == (
        f"--- {path}\n+++ {path} (rewritten)\n@@ -1,3 +1,3 @@\n # Tea\n \n-Ask an agent.\n+Ask a guide.\n"
    )
    assert told.err == "1 edit; 0 findings remaining.\n"


def test_what_remains_is_listed_and_exits_with_1(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "It is cheap.")

    assert run(Request(path, kit)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"{path}:1:7: warning: “cheap”: " in told.err
    assert "[wrong-term, word]" in told.err


def test_the_model_edits_and_the_result_is_checked(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "Ask an agent. It is cheap.\n")
    output = tmp_path / "out" / "new.md"
    model = judging(Edits.model_validate({"edits": [EDIT]}))

    code = run(Request(path, kit, output=output, format_name="text"), model=model)

    told = capsys.readouterr()
    assert (code, told.out) == (0, "Ask a guide. It is good.\n")
    assert output.read_text(encoding="utf-8") == "Ask a guide. It is good.\n"
    assert Path(path).read_text(encoding="utf-8") == "Ask an agent. It is cheap.\n"


def test_a_silent_model_exits_with_3(kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "Ask an agent. It is cheap.\n")

    assert run(Request(path, kit), model=judging(TimedOut("60 seconds"))) == 3
    told = capsys.readouterr()
    assert "+Ask a guide. It is cheap.\n" in told.out
    assert "The model gave no answer: 60 seconds" in told.err


def test_a_model_that_is_off_or_may_not_see_the_draft_is_not_asked(kit: Path, tmp_path: Path) -> None:
    model = scripted()

    assert run(Request(written(tmp_path, "It is cheap."), kit, judge="off"), model=model) == 1
    secret = written(tmp_path, "Confidential\n\nIt is cheap.", "secret.md")
    run(Request(secret, kit), model=model)
    assert model.asked == []


def test_of_a_deck_the_text_is_rewritten(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Ask an agent about tea"
    path = tmp_path / "deck.pptx"
    deck.save(str(path))

    assert run(Request(str(path), kit)) == 0
    told = capsys.readouterr()
    assert "+Ask a guide about tea" in told.out
    assert f"{path}: what follows is the text that was read, not the file itself." in told.err
    with pytest.raises(InputError, match="a pptx file can't be written, only its text"):
        run(Request(str(path), kit, output=tmp_path / "new.pptx"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"fail_on": "never"}, "nothing to rewrite"),
        ({"fail_on": "eror"}, "--fail-on eror"),
        ({"judge": "maybe"}, "--judge maybe: choose off, auto or always"),
        ({"judge": "always"}, "no language model is set"),
        ({"format_name": "html"}, "--format html: choose diff or text"),
        ({"draft": "nowhere.md"}, "there is no such file or folder"),
    ],
)
def test_what_the_caller_can_mend_is_said(
    kit: Path, tmp_path: Path, fields: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRANDCHECK_JUDGE__MODEL", raising=False)
    request = {"draft": written(tmp_path, "Tea."), "kit": kit, **fields}

    with pytest.raises(InputError, match=says):
        run(Request(**request))


def test_files_that_are_there_and_many_drafts_are_refused(kit: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "Tea.")
    (tmp_path / "drafts").mkdir()
    for name in ("a.md", "b.md"):
        written(tmp_path / "drafts", "Tea.", name)

    with pytest.raises(InputError, match="there is a file already"):
        run(Request(path, kit, output=Path(path)))
    with pytest.raises(InputError, match="2 files; one draft is rewritten at a time"):
        run(Request(str(tmp_path / "drafts"), kit))
