"""`python -m evals.recording`: ask whoever answers at a URL what the judge asks, and keep the answers.

Any server that speaks OpenAI's protocol will do. All questions are put at once, since answers may be written
by a person, an hour each; every answer is kept the moment it comes, and what has one is not asked again.

Exit codes: 0 every question has a recording, 1 some have none, 2 the caller can fix it.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from checker.asking import Model
from checker.errors import InputError
from evals import cases, subject
from evals.asking import Desk, Open, Pose, Survey
from evals.costs import allowance
from evals.engines import JUDGE
from evals.labels import Brand, Case
from evals.recordings import Recordings, Tally, tokens_of

HOME = Path(__file__).parent
"""Where cases and recordings lie."""
PATIENCE = 4_000.0
"""Seconds until one question is given up."""
Connect = Callable[[Namespace], Model]
"""Returns who answers, for the command line's arguments."""


class NothingAsked(InputError):
    """The command line names nobody to ask, or no brand that there is."""


def main(
    arguments: Sequence[str] | None = None,
    *,
    home: Path = HOME,
    connect: Connect | None = None,
    posing: Callable[[Recordings], Pose] | None = None,
) -> int:
    """Do what *arguments* ask, and return the exit code.

    Args:
        arguments: the command line's, where none are given.
        home: the folder of `cases` and `recordings`.
        connect: makes the model that answers, where it is not the one at the URL.
        posing: makes what runs the pipeline, where it is not Brandcheck's.
    """
    asked = _parser().parse_args(arguments)
    try:
        recordings = Recordings(home / "recordings" / asked.engine)
        brands = _brands(cases.load(home / "cases"), asked.brand)
        desk = Desk(brands, recordings, (posing or _posing)(recordings), asked.samples)
        return _done(asked, desk, connect or _connect)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m evals.recording", description="Record a judge's answers.")
    parser.add_argument("--base-url", help="the server that answers, such as http://127.0.0.1:8080/v1")
    parser.add_argument("--by", help="who answers there, for the recordings")
    parser.add_argument("--brand", action="append", default=[], help="only this one; may be given again")
    parser.add_argument("--engine", default=JUDGE.name, help="the folder of the recordings")
    parser.add_argument("--model", default="reader", help="the model's name, as the server knows it")
    parser.add_argument("--samples", type=int, default=1, help="answers to each question")
    parser.add_argument("--timeout", type=float, default=PATIENCE, help="seconds until one is given up")
    parser.add_argument("--letters", metavar="DIR", type=Path, help="write each open question there, to read")
    parser.add_argument("--dry-run", action="store_true", help="count the questions and ask nothing")
    parser.add_argument("--prune", action="store_true", help="drop answers to what is no longer asked")
    return parser


def _done(asked: Namespace, desk: Desk, connect: Connect) -> int:
    found = desk.survey()
    _say(_summary(found))
    if asked.letters:
        _write_letters(found.open, asked.letters)
    if not asked.dry_run and found.open:
        found = desk.ask_all(found, connect(asked), by=asked.by, tell=_say)
    _say(_of_outdated(found))
    if asked.prune and not asked.dry_run:
        desk.prune(found)
    return int(bool(found.open))


def _summary(found: Survey) -> str:
    lines = [f"{found.answered} questions have a recording, {len(found.open)} have none."]
    if found.open:
        sizes = sorted(tokens_of(each.question) for each in found.open)
        lines.append(
            f"Tokens in of those that have none: {sum(sizes):,} in all, {sizes[0]:,} to {sizes[-1]:,}, "
            f"half below {median(sizes):,.0f}."
        )
        worst, share = _worst(found.open)
        lines.append(f"The largest beside its allowance: {share:.2f} of it ({worst.brand} {worst.id}).")
    return "\n".join(lines)


def _worst(questions: Sequence[Open]) -> tuple[Case, float]:
    """Return the case whose question is largest beside what it may take, and by how much."""
    shares = [(tokens_of(each.question) / allowance(each.case), each) for each in questions]
    share, worst = max(shares, key=lambda pair: (pair[0], pair[1].key))
    return worst.case, share


def _of_outdated(found: Survey) -> str:
    if not found.outdated:
        return "No recording is stale."
    lines = [f"{len(found.outdated)} recordings answer what is no longer asked (--prune drops them):"]
    lines += [f"  {each.brand} {each.recording.draft}, by {each.recording.by}" for each in found.outdated]
    return "\n".join(lines)


def _write_letters(questions: Sequence[Open], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for each in questions:
        name = f"{each.case.brand}-{each.case.id}-{each.question.digest[:8]}.md"
        (folder / name).write_text(_letter(each), encoding="utf-8")


def _letter(open_: Open) -> str:
    prompt = open_.question.prompt
    schema = json.dumps(open_.question.schema, indent=1, ensure_ascii=False)
    parts = (prompt.instructions, prompt.context, prompt.data, f"```json\n{schema}\n```")
    return "\n\n".join(parts) + "\n"


def _brands(known: Sequence[Brand], names: Sequence[str]) -> tuple[Brand, ...]:
    unknown = sorted(set(names) - {brand.name for brand in known})
    if unknown:
        there = ", ".join(brand.name for brand in known)
        raise NothingAsked(f"--brand: no brand “{unknown[0]}”. There are: {there}.")
    return tuple(brand for brand in known if not names or brand.name in names)


def _posing(recordings: Recordings) -> Pose:
    def pose(case: Case, sample: int) -> Tally:
        with recordings.sample(sample):
            return subject.replay(case.kit, recordings).tally(case.draft, case.kit)

    return pose


def _connect(asked: Namespace) -> Model:
    if not (asked.base_url and asked.by):
        raise NothingAsked("Say who answers: --base-url URL --by NAME. Or count only: --dry-run.")
    return subject.reader(asked.model, asked.base_url, timeout=asked.timeout)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
