"""Draft a kit from a guide that was written for people, with a language model as reader.

The model is shown the guide in numbered passages and returns guidelines with the words they come from.
Code looks every word up: a guideline whose words are not in the guide is dropped and told, as are
terms, claims, required texts, examples, themes and teams that the guide does not name. Passages that no
guideline comes from are listed, so that nothing of the guide is lost in silence.
"""

from checker.kits.importing.by_model.importing import GuideReader, ModelImport
from checker.kits.importing.by_model.passages import portion

__all__ = ["GuideReader", "ModelImport", "portion"]
