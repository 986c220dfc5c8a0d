"""Kits that lie on this machine, with a checker for each; a kit that is edited meanwhile is read again."""

import datetime
import functools
from collections.abc import Sequence
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from checker.asking import Model
from checker.bootstrap import encoder, engine_of, judge, language_model, lexicon, load_kit
from checker.dossier import Encode, Lexicon
from checker.errors import InputError
from checker.kits.loading import files_of
from checker.pipeline import Checker, Policy
from checker.settings import Settings
from service.assistants.answers import KitFacts
from service.assistants.desk import HeldKit, Unanswered


class _State(NamedTuple):
    """What a kit was read from: another day or another file means another kit."""

    today: datetime.date
    files: tuple[tuple[str, int, int], ...]
    """Names, times of the last change in nanoseconds, and sizes."""


class Shelf:
    """The kits that an assistant was started with; safe to use from several threads at once."""

    def __init__(self, paths: Sequence[Path], settings: Settings, model: Model | None = None) -> None:
        """Keep the kits in *paths*, each a file or a folder; *model* judges instead of the settings' one.

        Raises:
            InvalidBrandKit: if anything is wrong with one of them.
            InputError: if two of them have one name.
        """
        self._paths = {name_of(path): path for path in paths}
        if len(self._paths) < len(paths):
            raise InputError("Two kits have one name: that of their file or folder. Rename one of them.")
        self._settings, self._given = settings, model
        self._lock = RLock()
        self._kits: dict[str, tuple[_State, HeldKit]] = {}
        self._checkers: dict[str, tuple[_State, Checker]] = {}
        for name in self._paths:
            self.kit(name)

    @functools.cached_property
    def words(self) -> Lexicon:
        """Return the concepts and themes of the corpus."""
        return lexicon()

    @functools.cached_property
    def encode(self) -> Encode:
        """Return the local model.

        Raises:
            ModelUnavailable: if it can't be had.
        """
        return encoder(self._settings, self.words)

    @functools.cached_property
    def model(self) -> Model | None:
        """Return the language model; none where none is set.

        Raises:
            ModelUnavailable: if it can't be set up as it is.
        """
        chosen = self._settings.judge
        if self._given or chosen.mode == "off" or not chosen.model:
            return self._given
        return language_model(self._settings)

    def kits(self) -> tuple[KitFacts, ...]:
        """Return the kits, by id."""
        held = (self.kit(name) for name in sorted(self._paths))
        return tuple(
            KitFacts(id=one.id, brand=one.kit.brand, guidelines=len(one.kit.guidelines)) for one in held
        )

    def path(self, name: str) -> Path:
        """Return where the kit of that name lies.

        Raises:
            Unanswered: if there is none.
        """
        if name not in self._paths:
            raise Unanswered(f"There is no kit “{name}”.")
        return self._paths[name]

    def kit(self, name: str) -> HeldKit:
        """Return the kit of that name, without guidelines that have expired.

        Raises:
            Unanswered: if there is none.
            InvalidBrandKit: if anything is wrong with it.
        """
        path = self.path(name)
        with self._lock:
            now = _state(path)
            then, held = self._kits.get(name, (None, None))
            if held is None or then != now:
                kit = load_kit(path, self.words, Policy(today=now.today))
                held = HeldKit(name, kit, _written(path))
                self._kits[name] = (now, held)
            return held

    def checker(self, name: str) -> Checker:
        """Return the checker for the kit of that name.

        Raises:
            Unanswered: if there is no such kit.
            InputError: if it can't be read, or a model can't be had.
        """
        with self._lock:
            held = self.kit(name)
            state = self._kits[name][0]
            then, checker = self._checkers.get(name, (None, None))
            if checker is None or then != state:
                checker = self._build(held, state.today)
                self._checkers[name] = (state, checker)
            return checker

    def _build(self, held: HeldKit, today: datetime.date) -> Checker:
        return Checker(
            kit=held.kit,
            lexicon=self.words,
            encode=self.encode,
            read=lambda _: (),
            engine=engine_of(self._settings),
            policy=Policy(today=today),
            judge=judge(self._settings, held.kit, self.encode, self.model),
        )


def name_of(path: Path) -> str:
    """Return what the kit in *path* is called: by its file, or by its folder where that is called `kit`."""
    named = path.absolute()
    return named.parent.name if named.stem == "kit" and not path.is_dir() else named.stem


def _state(path: Path) -> _State:
    stats = ((file, file.stat()) for file in files_of(path) if file.exists())
    files = tuple((str(file), stat.st_mtime_ns, stat.st_size) for file, stat in stats)
    return _State(datetime.datetime.now(tz=datetime.UTC).date(), files)


def _written(path: Path) -> str:
    """Return what the files of a kit hold, one after the other."""
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files_of(path))
