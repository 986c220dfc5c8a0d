"""`brandcheck check`: read the request, run the batch, write the report, return the exit code."""

import datetime
import functools
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checker.baseline import load_baseline
from checker.bootstrap import build_checker, engine_of, lexicon, load_kit
from checker.commands import annotating
from checker.commands.files import gather
from checker.commands.progress import Progress
from checker.commands.severities import severity_named
from checker.domain import BrandKit, Checked, Limits, Verdict
from checker.errors import InputError
from checker.journal import Journal
from checker.kits.waivers import load_waivers
from checker.pipeline import Policy
from checker.presentation.overview import Summary, summarise
from checker.reporters import load as load_reporter
from checker.reporting import unread
from checker.settings import Settings
from checker.workers import Result, check_all

MODES = ("off", "auto", "always")
"""What `--judge` takes."""


@dataclass(frozen=True)
class Request:
    """What the command line asked for; see its help."""

    paths: tuple[str, ...]
    kit: Path
    team: str = ""
    channel: str = ""
    audience: str = ""
    format_name: str = "console"
    output: Path | None = None
    fail_on: str = "error"
    jobs: int = 0
    baseline: Path | None = None
    waivers: Path | None = None
    resume: bool = False
    judge: str = ""
    samples: int = 0
    judge_log: Path | None = None


@dataclass
class Tally:
    """What a batch came to, document by document."""

    verdicts: set[Verdict] = field(default_factory=set)
    unread: list[InputError] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    """A line for each document, so that a batch of any size needs little memory."""

    @property
    def exit_code(self) -> int:
        """Return 2 where a file could not be read, else 1 for a failure, 3 for incomplete, 0."""
        if self.unread:
            return 2
        if Verdict.FAIL in self.verdicts:
            return 1
        return 3 if Verdict.INCOMPLETE in self.verdicts else 0


def run(request: Request) -> int:
    """Check what *request* names and return the exit code.

    Raises:
        InputError: if the request, the kit, the baseline or the waivers are wrong.
    """
    settings = _settings(request)
    policy = _policy(request)
    _require_format(request.format_name)
    kit = load_kit(request.kit, lexicon(), policy)
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="brandcheck-") as folder:
        paths = gather(request.paths, standard_input=Path(folder))
        results = _results(paths, request, policy=policy, settings=settings, kit=kit, tally=tally)
        if request.format_name in annotating.FORMATS:
            _annotate(results, _job(request, settings, kit, paths), tally)
        else:
            checked = (_named(one, Path(folder)) for result in results for one in result.checked)
            _write(_rendered(request, checked, kit), request.output)
    for error in tally.unread:
        print(f"brandcheck: {error}", file=sys.stderr)  # noqa: T201 - the command's own voice
    if request.format_name == "console" and len(tally.summaries) > 1:
        _summarise(tally.summaries)
    return tally.exit_code


def _require_format(name: str) -> None:
    """Refuse a format that is neither a report nor a way to annotate.

    Raises:
        InputError: so it is; with those that there are.
    """
    if name in annotating.FORMATS:
        return
    try:
        load_reporter(name)
    except InputError as error:
        raise InputError(f"{error} To annotate the drafts: {', '.join(annotating.FORMATS)}.") from error


def _job(request: Request, settings: Settings, kit: BrandKit, paths: list[Path]) -> annotating.Job:
    return annotating.Job(
        format_name=request.format_name,
        targets=annotating.targets(request.paths, paths, request.output),
        kit=kit,
        settings=settings,
        jobs=_jobs(request, settings, paths),
    )


def _annotate(results: Iterable[Result], job: annotating.Job, tally: Tally) -> None:
    """Write the annotated copies, and say where they are and which files have none."""
    for copy in annotating.copies(results, job):
        if copy.error is not None:
            tally.unread.append(copy.error)
        else:
            print(copy.said, file=sys.stdout if copy.is_written else sys.stderr)


def _named(checked: Checked, folder: Path) -> Checked:
    """Return *checked* with standard input under its name, not under where it was put for reading."""
    document, report = checked
    if Path(document.source).parent != folder:
        return checked
    source = Path(document.source).name
    facts = report.document.model_copy(update={"source": source})
    return Checked(
        document.model_copy(update={"source": source}), report.model_copy(update={"document": facts})
    )


def _rendered(request: Request, checked: Iterable[Checked], kit: BrandKit) -> Iterator[str]:
    """Return the report in pieces, coloured where a person reads it on a terminal."""
    if request.format_name == "console" and request.output is None:
        from rich.console import Console

        from checker.reporters import console

        return console.render(checked, kit=kit, terminal=Console())
    return load_reporter(request.format_name).render(checked, kit=kit)


def _policy(request: Request) -> Policy:
    return Policy(
        team=request.team,
        channel=request.channel,
        audience=request.audience,
        fail_on=severity_named(request.fail_on),
        waivers=load_waivers(request.waivers) if request.waivers else (),
        baseline=load_baseline(request.baseline) if request.baseline else frozenset(),
        today=datetime.datetime.now(tz=datetime.UTC).date(),
    )


def _settings(request: Request) -> Settings:
    """Return the installation's settings with what the request says of the judge."""
    settings = Settings()
    if request.judge not in {"", *MODES}:
        raise InputError(f"--judge {request.judge}: choose {', '.join(MODES[:-1])} or {MODES[-1]}.")
    if request.judge in MODES[1:] and not settings.judge.model:
        raise InputError(
            f"--judge {request.judge}: no language model is set. Set BRANDCHECK_JUDGE__MODEL, such as "
            "openai:gpt-5.6-luna, and its key; README.md shows how."
        )
    asked = {"mode": request.judge, "samples": request.samples, "log": request.judge_log}
    chosen = {name: value for name, value in asked.items() if value}
    return settings.model_copy(update={"judge": settings.judge.model_copy(update=chosen)})


def _results(  # noqa: PLR0913 - what a run depends on
    paths: list[Path], request: Request, *, policy: Policy, settings: Settings, kit: BrandKit, tally: Tally
) -> Iterator[Result]:
    """Yield what became of each file, in order as it is done, counting it into *tally*."""
    journal = Journal(settings.cache / "checked", kit=kit, policy=policy, engine=engine_of(settings))
    known = {path for path in paths if request.resume and journal.find(path) is not None}
    todo = [path for path in paths if path not in known]
    build = functools.partial(build_checker, request.kit, policy=policy, settings=settings)
    jobs = _jobs(request, settings, todo)
    refuse = functools.partial(unread, kit=kit, engine=engine_of(settings))
    results = check_all(todo, build, jobs=jobs, limits=_limits(settings), refuse=refuse)
    with Progress(len(paths), skipped=len(known)) as progress:
        for path in paths:
            kept = journal.find(path) if path in known else None
            result = next(results) if kept is None else Result(str(path), kept, None)
            if path not in known and result.error is None and not _is_open(result):
                journal.keep(path, result.checked)
            progress.advance(result)
            _count(result, tally)
            yield result
    journal.prune()


def _jobs(request: Request, settings: Settings, todo: list[Path]) -> int:
    return min(request.jobs or settings.jobs or os.cpu_count() or 1, max(1, len(todo)))


def _limits(settings: Settings) -> Limits:
    """Return what one document may cost, the judge's time included."""
    judge, limits = settings.judge, settings.limits
    if judge.mode == "off" or not judge.model:
        return limits
    last = 2 * (judge.retries + 1) * judge.timeout
    return limits.model_copy(update={"seconds": limits.seconds + judge.seconds + last})


def _is_open(result: Result) -> bool:
    """Return whether a judge was to look at something and could not, so that asking again may help."""
    return any(checked.report.unjudged for checked in result.checked)


def _count(result: Result, tally: Tally) -> None:
    if result.error:
        tally.unread.append(result.error)
    for checked in result.checked:
        tally.verdicts.add(checked.report.verdict)
        tally.summaries.append(summarise(checked.report))


def _write(pieces: Iterable[str], output: Path | None) -> None:
    if output is None:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = output.with_name(f".{output.name}.part")
    with draft.open("w", encoding="utf-8", newline="") as file:
        for piece in pieces:
            file.write(piece)
    draft.replace(output)


def _summarise(summaries: list[Summary]) -> None:
    from rich.console import Console

    from checker.reporters.console import render_summary

    Console().print(render_summary(summaries))
