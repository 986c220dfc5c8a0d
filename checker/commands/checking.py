"""`brandcheck check`: read the request, run the batch, write the report, return the exit code."""

import datetime
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checker.baseline import load_baseline
from checker.bootstrap import lexicon, load_kit
from checker.changes import load_changes
from checker.commands import annotating
from checker.commands.batch import Batch
from checker.commands.files import gather
from checker.commands.severities import severity_named
from checker.domain import BrandKit, Checked, Verdict
from checker.errors import InputError
from checker.kits.waivers import load_waivers
from checker.pipeline import Policy
from checker.presentation.neutral import one_line
from checker.presentation.overview import Summary, summarise
from checker.reporters import Reporter
from checker.reporters import load as load_reporter
from checker.settings import Settings
from checker.workers import Result

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
    also: tuple[str, ...] = ()
    """More reports, as `sarif=report.sarif`; with any, all reports are in memory until the last is there."""
    fail_on: str = "error"
    jobs: int = 0
    baseline: Path | None = None
    changes: Path | None = None
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
    others = _others(request)
    kit = load_kit(request.kit, lexicon(), policy)
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="brandcheck-") as folder:
        paths = gather(request.paths, standard_input=Path(folder))
        batch = Batch(request.kit, kit, policy, settings, jobs=request.jobs, is_resumed=request.resume)
        results = _counted(batch.results(paths), tally)
        if request.format_name in annotating.FORMATS:
            _annotate(results, _job(request, batch, paths), tally)
        else:
            checked = (_named(one, Path(folder)) for result in results for one in result.checked)
            reports = tuple(checked) if others else checked
            _write(_rendered(request, reports, kit), request.output)
            for reporter, path in others:
                _write(reporter.render(reports, kit=kit), path)
    for error in tally.unread:
        print(f"brandcheck: {one_line(str(error))}", file=sys.stderr)  # noqa: T201 - the command's own voice
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


def _others(request: Request) -> list[tuple[Reporter, Path]]:
    """Return the other reports that are wanted, and where each goes.

    Raises:
        InputError: if one is not written as it must be, or goes where another does.
    """
    if request.also and request.format_name in annotating.FORMATS:
        raise InputError(f"--also goes with reports; --format {request.format_name} annotates the drafts.")
    found = [one.partition("=") for one in request.also]
    wrong = next((one for one, (_, _, path) in zip(request.also, found, strict=True) if not path), None)
    if wrong is not None:
        raise InputError(f"--also {wrong}: write it as a format and a file, such as sarif=report.sarif.")
    paths = [Path(path) for _, _, path in found] + ([request.output] if request.output else [])
    if len(set(paths)) < len(paths):
        raise InputError("--also: two reports would go to one file. Name another.")
    return [(load_reporter(name), Path(path)) for name, _, path in found]


def _job(request: Request, batch: Batch, paths: list[Path]) -> annotating.Job:
    return annotating.Job(
        format_name=request.format_name,
        targets=annotating.targets(request.paths, paths, request.output),
        kit=batch.kit,
        settings=batch.settings,
        jobs=batch.workers(len(paths)),
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
        changes=load_changes(request.changes) if request.changes else None,
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


def _counted(results: Iterable[Result], tally: Tally) -> Iterator[Result]:
    """Yield *results*, counting them into *tally*."""
    for result in results:
        _count(result, tally)
        yield result


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
