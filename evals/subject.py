"""What the evals measure: the one place where they touch the checker's own assembly."""

from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import SecretStr

from checker.asking import Model
from checker.bootstrap import build_checker, encoder, lexicon
from checker.domain import Report
from checker.dossier import Encode
from checker.pipeline import Checker
from checker.settings import JudgeSettings, Settings
from evals.prices import price
from evals.recordings import FOLDER, Recordings, Tally

Mode = Literal["off", "auto", "always"]
"""What is judged, as `JudgeSettings.mode` has it."""
TRIES = 3
"""Times that a reader is asked before a question is given up."""
MARK = 16
"""Characters of a question's digest that mark the draft in it off."""
KEPT = 1
"""Checkers of one kind that are kept: brands are checked one after the other."""


class Replay(NamedTuple):
    """A checker whose judge answers from recordings."""

    checker: Checker
    recordings: Recordings

    def check(self, draft: Path, kit: Path) -> Report:
        """Return the report of *draft* against *kit*, with the tally of recordings in its cost."""
        report, tally = self._checked(draft, kit)
        return report.model_copy(update={"cost": report.cost | tally.counts})

    def tally(self, draft: Path, kit: Path) -> Tally:
        """Return what became of the questions about *draft*."""
        return self._checked(draft, kit)[1]

    def _checked(self, draft: Path, kit: Path) -> tuple[Report, Tally]:
        with self.recordings.about(kit.parent.name, draft.stem) as tally:
            (checked,) = self.checker.check_file(draft)
        return checked.report, tally


def check(draft: Path, kit: Path) -> Report:
    """Return the report that the offline engine, as it is shipped, makes of *draft* against *kit*."""
    (checked,) = offline(kit).check_file(draft)
    return checked.report


def judged(draft: Path, kit: Path) -> Report:
    """Return the report with a judge that replays recordings and is asked about everything."""
    return replay(kit, _recordings()).check(draft, kit)


def judged_where_at_stake(draft: Path, kit: Path) -> Report:
    """Return the report with a judge that replays recordings and skips windows where nothing is at stake."""
    return replay(kit, _recordings(), "auto").check(draft, kit)


def judged_again(draft: Path, kit: Path) -> tuple[Report, ...]:
    """Return the reports of the further recorded samples about *draft*, each as if it were the only one."""
    return again(draft, kit, _recordings())


def again(draft: Path, kit: Path, recordings: Recordings) -> tuple[Report, ...]:
    """Return the report of each sample but the first about *draft*, as far as *recordings* hold it whole."""
    reports = []
    for sample in range(1, recordings.samples(kit.parent.name, draft.stem)):
        with recordings.sample(sample):
            reports.append(replay(kit, recordings).check(draft, kit))
    return tuple(report for report in reports if not report.cost["stale"] and not report.cost["missing"])


def judging(kit: Path, model: Model, mode: Mode = "always") -> Checker:
    """Return a checker for *kit* whose judge asks *model*, whatever the environment says of a judge."""
    return replace(build_checker(kit, settings=_settings(mode), model=model), encode=_encoder())


def reader(model: str, base_url: str, *, timeout: float) -> Model:
    """Return whoever answers at *base_url* as *model*, waited for *timeout* seconds at a time.

    The mark around a draft follows from the question, so that the same question is the same request.

    Raises:
        ModelUnavailable: it can't be set up.
    """
    from checker.chat.langchain import connect

    settings = JudgeSettings(
        model=f"openai:{model}",
        base_url=base_url,
        api_key=Settings().judge.api_key or SecretStr("none"),
        timeout=timeout,
        seconds=TRIES * timeout,
        retries=TRIES - 1,
    )
    return connect(settings, fence=lambda question: question.digest[:MARK])


@lru_cache(maxsize=KEPT)
def replay(kit: Path, recordings: Recordings, mode: Mode = "always") -> Replay:
    """Return a checker for *kit* whose judge answers from *recordings*."""
    return Replay(judging(kit, recordings, mode), recordings)


def _settings(mode: Mode) -> Settings:
    return Settings().model_copy(update={"judge": JudgeSettings(mode=mode)})


@lru_cache(maxsize=KEPT)
def offline(kit: Path) -> Checker:
    """Return a checker for *kit* without a judge, whatever the environment says of one."""
    return replace(build_checker(kit, settings=_settings("off")), encode=_encoder())


@cache
def _encoder() -> Encode:
    """Return the local model, shared by all checkers, so that a draft is encoded once for all engines."""
    return encoder(_settings("off"), lexicon())


@cache
def _recordings() -> Recordings:
    return Recordings(FOLDER / "judge", price=price())
