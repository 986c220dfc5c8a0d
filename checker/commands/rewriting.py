"""`brandcheck rewrite`: the smallest set of edits after which a draft passes, as a diff."""

import datetime
import difflib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.asking import Model
from checker.bootstrap import build_checker, language_model, read_file
from checker.commands.files import gather
from checker.commands.severities import severity_named
from checker.domain import Document, Finding
from checker.errors import InputError
from checker.judges.discretion import kept_in
from checker.pipeline import Policy
from checker.readers import load as load_reader
from checker.rewriting import Rewriter, Rewritten, Terms
from checker.rewriting.edits import Edit, apply, without_empty_lines
from checker.rewriting.ground import ordinary_words
from checker.settings import JudgeSettings, Settings

WRITABLE = {"markdown", "text"}
"""Formats of which the text that is read is the file's own, so that an edited file can be given."""
TEXT_ENDINGS = {".md", ".markdown", ".txt", ".text"}
FORMATS = ("diff", "text")
"""What `--format` takes."""
MODES = ("off", "auto", "always")
"""What `--judge` takes."""
SHOWN = 8
"""How many refused edits are told."""


@dataclass(frozen=True)
class Request:
    """What the caller asked for."""

    draft: str
    kit: Path
    team: str = ""
    channel: str = ""
    audience: str = ""
    output: Path | None = None
    format_name: str = "diff"
    judge: str = ""
    fail_on: str = "suggestion"
    rounds: int = 3


def run(request: Request, *, model: Model | None = None) -> int:
    """Rewrite a draft: return 0 if it passes then, 1 if findings remain, 3 if the model failed.

    Args:
        request: what the caller asked for.
        model: the language model that edits and judges, where it is not the one that the settings name.

    Raises:
        InputError: if the request, the kit or the draft is wrong.
    """
    severity = severity_named(request.fail_on)
    if severity is None:
        raise InputError("--fail-on never: then there is nothing to rewrite. Choose a severity.")
    settings = _settings(request, model)
    document = _document(request, settings)
    _refuse_output(request, document)
    editor = _editor(document, settings, model)
    checker = build_checker(request.kit, policy=_policy(request), settings=settings, model=editor)
    rewriter = Rewriter(
        check=checker.check,
        kit=checker.kit,
        ordinary=ordinary_words(checker.lexicon.themes),
        model=editor,
        apply=lambda whole, edits: applied(whole, edits, settings),
        terms=Terms(fail_on=severity, rounds=request.rounds, window=settings.judge.window),
        tell=_tell,
    )
    made = rewriter.rewrite(document)
    _write(request, made)
    _tell_of(made)
    return 1 if made.is_complete and made.remaining else 0 if made.is_complete else 3


def _settings(request: Request, model: Model | None) -> Settings:
    """Return the installation's settings with what the request says of the judge."""
    settings = Settings()
    if request.judge not in {"", *MODES}:
        raise InputError(f"--judge {request.judge}: choose {', '.join(MODES[:-1])} or {MODES[-1]}.")
    if request.format_name not in FORMATS:
        raise InputError(f"--format {request.format_name}: choose {' or '.join(FORMATS)}.")
    if request.judge in MODES[1:] and not (settings.judge.model or model):
        raise InputError(
            f"--judge {request.judge}: no language model is set. Set BRANDCHECK_JUDGE__MODEL, such as "
            "openai:gpt-5.6-luna, and its key; README.md shows how."
        )
    changes: dict[str, object] = {"mode": request.judge} if request.judge else {}
    return settings.model_copy(update={"judge": settings.judge.model_copy(update=changes)})


def _document(request: Request, settings: Settings) -> Document:
    """Return the one document that is to be rewritten."""
    with tempfile.TemporaryDirectory() as folder:
        paths = gather([request.draft], standard_input=Path(folder))
        if len(paths) > 1:
            raise InputError(f"{request.draft}: {len(paths)} files; one draft is rewritten at a time.")
        documents = read_file(paths[0], settings)
        is_input = request.draft == "-"
    if len(documents) > 1:
        raise InputError(f"{request.draft}: {len(documents)} drafts in one file; give one by itself.")
    return documents[0].model_copy(update={"source": "standard input"}) if is_input else documents[0]


def _policy(request: Request) -> Policy:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return Policy(team=request.team, channel=request.channel, audience=request.audience, today=today)


def _editor(document: Document, settings: Settings, model: Model | None) -> Model | None:
    """Return the model that proposes edits, if one is set and may see the draft."""
    chosen: JudgeSettings = settings.judge
    if chosen.mode == "off" or not (chosen.model or model):
        return None
    if reason := kept_in(document, chosen):
        _tell(f"No model sees this draft: {reason}.")
        return None
    return model or language_model(settings)


def applied(document: Document, edits: Sequence[Edit], settings: Settings) -> Document:
    """Return *document* with *edits* made, read again where its text is the file's own."""
    if document.format not in WRITABLE:
        return apply(document, edits)
    changed = apply(document, without_empty_lines(edits, document.text))
    reader = load_reader(document.format)
    return reader.read(changed.text.encode(), document.source, settings.limits)[0]


def _refuse_output(request: Request, document: Document) -> None:
    output = request.output
    if output is None:
        return
    if output.exists():
        raise InputError(f"{output}: there is a file already. Choose another name, or move it away.")
    if document.format not in WRITABLE and output.suffix.lower() not in TEXT_ENDINGS:
        raise InputError(
            f"{output}: a {document.format} file can't be written, only its text. Choose a name that ends "
            "with .md or .txt, or make the changes of the diff by hand."
        )


def _write(request: Request, made: Rewritten) -> None:
    if made.before.format not in WRITABLE:
        _tell(f"{made.before.source}: what follows is the text that was read, not the file itself.")
    if request.output:
        request.output.parent.mkdir(parents=True, exist_ok=True)
        request.output.write_text(made.after.text, encoding="utf-8")
        _tell(f"Written to {request.output}.")
    if request.format_name == "text":
        sys.stdout.write(made.after.text if made.after.text.endswith("\n") else f"{made.after.text}\n")
        return
    sys.stdout.writelines(diff(made.before, made.after))


def diff(before: Document, after: Document) -> Iterator[str]:
    """Yield the lines of a unified diff of two documents' texts; none where nothing changed."""
    lines = difflib.unified_diff(
        before.text.splitlines(keepends=True),
        after.text.splitlines(keepends=True),
        fromfile=before.source,
        tofile=f"{after.source} (rewritten)",
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _tell_of(made: Rewritten) -> None:
    _tell(f"{_counted(made.edits, 'edit')}; {_counted(len(made.remaining), 'finding')} remaining.")
    for finding in made.remaining:
        _tell(f"{made.after.source}:{_line_of(finding)}")
    for needed in made.unsolved:
        _tell(f"Needs a person: {needed}")
    for refused in made.refused[:SHOWN]:
        _tell(f"Refused: {refused}")
    if made.failure:
        _tell(f"The model gave no answer: {made.failure}")
    for part in made.report.unjudged:
        _tell(f"Not judged: {part.text}")


def _line_of(finding: Finding) -> str:
    where = finding.location
    words = f" “{' '.join(finding.quote.split())}”:" if finding.quote else ""
    return (
        f"{where.line}:{where.column}: {finding.severity}:{words} {finding.explanation} "
        f"[{finding.check}, {finding.guideline}]"
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
