"""Rewrite a draft: the smallest set of edits after which its findings are gone.

Findings suggest, a language model proposes, code verifies and checks again. An edit is made only where
its old words stand exactly once in a passage with an open finding, and where its new words bring no
figure, name, address or markup that is in neither the draft nor the kit.
"""

from checker.rewriting.rewriter import Rewriter, Rewritten, Terms

__all__ = ["Rewriter", "Rewritten", "Terms"]
