"""A model that writes compiled parts and drafts, or fails, as a test wants."""

import re

from checker.asking import Reply, Usage
from checker.domain import CleanDraft, CleanDrafts, Compilation, Rule, Sharpened

VOUCHERS = Rule(why="Offers vouchers.", say=("voucher", "(free|gift) & kettle"))


def sharpened(name, **parts):
    return Sharpened(id=name, **{"rules": (VOUCHERS,), "off_brand": ("Get a voucher.",)} | parts)


def clean(*lines, team="support", kind="reply", opening=""):
    return CleanDraft(team=team, kind=kind, opening=opening, lines=lines)


class Writer:
    """A model that writes what it is told to, or fails."""

    name = "fake:writer"

    def __init__(self, *, write=sharpened, fail=lambda _: None, drafts=(), fail_drafts=None):
        self.asked = []
        self.prompts = []
        self._write = write
        self._fail = fail
        self._drafts = drafts
        self._fail_drafts = fail_drafts

    def ask(self, question):
        self.prompts.append(question.prompt)
        written = self._of_drafts() if question.answer is CleanDrafts else self._of_rules(question.prompt)
        return Reply(written, Usage(calls=1, tokens_in=100, tokens_out=10), self.name)

    def _of_rules(self, prompt):
        ids = tuple(re.search(r"no others: (.*?)\. Each", prompt.data)[1].split(", "))
        self.asked.append(ids)
        if error := self._fail(ids):
            raise error
        return Compilation(guidelines=tuple(self._write(name) for name in ids))

    def _of_drafts(self):
        if self._fail_drafts:
            raise self._fail_drafts
        return CleanDrafts(drafts=self._drafts)
