"""`brandcheck index`: the index of what stored documents say, compared with the records or made anew."""

import contextlib
from collections.abc import Callable, Iterator

from checker.bootstrap import encoder, lexicon
from checker.settings import Settings
from service.commands.stores import opened
from service.records.index import Condition, Index, index_of
from service.settings import ServiceSettings

Tell = Callable[[str], None]


def check(tell: Tell) -> int:
    """Say whether the index agrees with the records; return 0 where it does, else 1.

    Raises:
        InputError: if the index or the records can't be used.
    """
    with _index() as index:
        return _told(index.check(), tell)


def rebuild(tell: Tell) -> int:
    """Make the index anew from the records and say how it is; return 0 where all is well, else 1.

    Raises:
        InputError: if the index or the records can't be used.
    """
    with _index() as index:
        return _told(index.rebuild(), tell)


@contextlib.contextmanager
def _index() -> Iterator[Index]:
    settings, service = Settings(), ServiceSettings()
    with opened(service) as records:
        yield index_of(settings, service, records, encoder(settings, lexicon()))


def _told(condition: Condition, tell: Tell) -> int:
    for sentence in condition.sentences:
        tell(sentence)
    return 0 if condition.is_sound else 1
