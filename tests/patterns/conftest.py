import numpy as np
import pytest

from checker.domain import Limits
from checker.dossier import Dossier, Lexicon
from checker.pipeline import Checker
from checker.readers import load
from checker.splitter import split


class Dossiers:
    def __call__(self, text, kit):
        document = load("markdown").read(text.encode(), "d.md", Limits())[0]
        passages = split(document)
        lexicon = Lexicon(concepts={}, themes={})
        return Dossier(
            document, passages, self.encode([p.plain for p in passages]), kit, lexicon, self.encode
        )

    def checked(self, text, kit):
        lexicon = Lexicon(concepts={}, themes={})
        checker = Checker(kit=kit, lexicon=lexicon, encode=self.encode, read=lambda _: (), engine={})
        return checker.check(load("markdown").read(text.encode(), "d.md", Limits())[0])

    @staticmethod
    def encode(texts):
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        vectors[:, 0] = 1.0
        return vectors


@pytest.fixture
def dossier_of():
    return Dossiers()
