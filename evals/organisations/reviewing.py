"""A draft kit as the import wrote it, and the edits of the person who reviewed it."""

from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from checker.commands.importing import Request
from checker.commands.importing import run as import_guide
from checker.domain import Noun
from checker.errors import InputError


class Change(Noun):
    """An edit of one guideline."""

    id: str
    why: str
    set: dict[str, object]
    """Fields with their new values; an empty value takes the field away."""


class Review(Noun):
    """Every edit that a person made to a draft kit."""

    brand: str
    version: str
    dropped_pages: dict[str, str]
    """Pages of the guide that are no rules for drafts, each with the reason."""
    dropped: dict[str, str]
    """Guidelines that are none, by id, each with the reason."""
    changed: tuple[Change, ...] = ()
    added: tuple[dict[str, object], ...] = ()
    """Guidelines that the import missed or set aside."""


def load_review(folder: Path) -> Review:
    """Return the review that *folder* keeps."""
    text = (folder / "review.yaml").read_text(encoding="utf-8")
    return Review.model_validate(YAML(typ="safe", pure=True).load(text))


def draft_of(guide: Path, scratch: Path) -> str:
    """Return the draft kit that importing the folder *guide* gives, written below *scratch* on the way."""
    output = scratch / "draft.yaml"
    import_guide(Request(guide, output))
    return output.read_text(encoding="utf-8")


def reviewed(draft: str, review: Review) -> str:
    """Return the kit that comes of *draft* and *review*, as YAML.

    Raises:
        InputError: if the review names a guideline that the draft does not have.
    """
    pages = _pages_of(draft)
    kit = YAML(typ="safe", pure=True).load(draft)
    known = {guideline["id"]: guideline for guideline in kit["guidelines"]}
    unknown = ({*review.dropped} | {change.id for change in review.changed}) - known.keys()
    if unknown:
        raise InputError(f"The review names what the draft does not have: {', '.join(sorted(unknown))}.")
    gone = {name for name in known if name in review.dropped or pages.get(name) in review.dropped_pages}
    for change in review.changed:
        fields = known[change.id] | change.set
        known[change.id] = {name: value for name, value in fields.items() if value not in ("", None)}
    kept = [guideline for name, guideline in known.items() if name not in gone]
    return _written({"brand": review.brand, "version": review.version, "guidelines": [*kept, *review.added]})


def _pages_of(draft: str) -> dict[str, str]:
    """Return from which page of the guide each guideline of *draft* comes, as its comment says."""
    pages: dict[str, str] = {}
    page = ""
    for line in draft.split("\n"):
        comment = line.strip()
        if comment.startswith("# ") and ".md, line" in comment and not page:
            page = comment[2:].split(",", 1)[0]
        elif comment.startswith("- id: "):
            pages[comment[6:].strip('"')], page = page, ""
    return pages


def _written(kit: dict[str, object]) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.width = 100
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # the stub says None
    out = StringIO()
    yaml.dump(kit, out)
    return out.getvalue()
