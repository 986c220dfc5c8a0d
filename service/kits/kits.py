"""The kits of an installation: what may be done with them, and in which order."""

from http import HTTPStatus

from checker.domain import BrandKit
from checker.kits.lint import Problem as LintProblem
from checker.kits.testing import ExampleResult
from checker.settings import Settings
from service.engine import Engine
from service.engine.task import Source
from service.kits import workshop
from service.kits.errands import Errand, Errands, Tell, silent
from service.kits.fields import Fields
from service.kits.ids import id_from, is_id, valid_id
from service.kits.impact import Preview
from service.kits.known import Known
from service.kits.reading import JSON_NAME, YAML_NAME, named, yaml_of
from service.kits.sample import publish_sample
from service.nouns import Identity, Impact, Kit, KitVersion
from service.problems import Problem, not_found
from service.records import Records


class Kits:
    """All kits, and what may be done with them; safe to use from several threads at once."""

    def __init__(self, settings: Settings, records: Records, engine: Engine) -> None:
        """Read and try kits and guides in the processes of *engine*, and keep them in *records*."""
        self._records, self._engine = records, engine
        self._preview = Preview(settings, records, engine)
        self._errands = Errands()
        self._known = Known(lambda source: engine.work(workshop.read, source, YAML_NAME))

    def list(self) -> tuple[Kit, ...]:
        """Return all kits, by id."""
        return self._records.kits.list()

    def get(self, kit: str) -> Kit:
        """Return the kit of that id.

        Raises:
            Problem: 404 if there is none.
        """
        found = self._records.kits.get(kit) if is_id(kit) else None
        if found is None:
            raise not_found("kit", kit)
        return found

    def current(self, kit: str) -> KitVersion:
        """Return the version that is being edited or, where none is, the published one.

        Raises:
            Problem: 404 if there is no such kit.
        """
        found = self.get(kit)
        return self.version(kit, found.draft or found.published or 0)

    def version(self, kit: str, number: int) -> KitVersion:
        """Return one version of a kit.

        Raises:
            Problem: 404 if there is none.
        """
        found = self._records.kits.version(kit, number) if is_id(kit) and 0 < number < 2**31 else None
        if found is None:
            raise not_found("version", f"{kit}/{number}")
        return found

    def versions(self, kit: str) -> tuple[KitVersion, ...]:
        """Return all versions of a kit, the newest first.

        Raises:
            Problem: 404 if there is no such kit.
        """
        self.get(kit)
        return self._records.kits.versions(kit)

    def read(self, source: str) -> BrandKit:
        """Return what the YAML *source* says.

        Raises:
            InvalidBrandKit: if it does not load.
        """
        return self._known.of(source)

    def put(  # noqa: PLR0913 - a version says all of this
        self,
        kit: str,
        source: str,
        *,
        by: Identity,
        expected: str | None = None,
        note: str = "",
        guide: str = "",
        is_json: bool = False,
    ) -> KitVersion:
        """Keep *source* as the draft of a kit, which is new where there is none of that id.

        Args:
            kit: the kit's id.
            source: the whole kit, in YAML or JSON; it is kept as YAML.
            by: who wrote it.
            expected: the digest of the version that it was made from; empty for a new kit, none for
                whatever there is.
            note: what changed.
            guide: the text of the guide that it was imported from.
            is_json: whether *source* is JSON.

        Raises:
            Problem: 422 if *kit* can't be an id.
            InvalidBrandKit: if *source* does not load.
            Stale: if the version is no longer the one that was expected.
        """
        valid_id(kit)
        loaded = self._engine.work(workshop.read, source, JSON_NAME) if is_json else self.read(source)
        text = named(yaml_of(source) if is_json else source, loaded, kit)
        loaded = self.read(text)
        guide = guide or self._guide(kit)
        return self._records.kits.put_draft(
            kit,
            text,
            brand=loaded.brand,
            guidelines=len(loaded.guidelines),
            by=by,
            note=note,
            guide=guide,
            expected=expected,
        )

    def edit_guideline(
        self, version: KitVersion, guideline: str, fields: Fields, *, by: Identity
    ) -> KitVersion:
        """Keep *version* as a draft with one guideline changed; comments and order stay.

        Raises:
            InvalidBrandKit: if *fields* make no guideline.
            InputError: if there is no such guideline, or the form can't change it.
            Stale: if *version* is no longer the current one.
        """
        text = self._engine.work(workshop.edited, version.source, guideline, fields)
        return self._changed(version, text, f"Changed {fields.id}", by)

    def add_guideline(self, version: KitVersion, fields: Fields, *, by: Identity) -> KitVersion:
        """Keep *version* as a draft with another guideline.

        Raises:
            InvalidBrandKit: if *fields* make no guideline.
            InputError: if there is no place for it.
            Stale: if *version* is no longer the current one.
        """
        text = self._engine.work(workshop.added, version.source, fields)
        return self._changed(version, text, f"Added {fields.id}", by)

    def remove_guideline(self, version: KitVersion, guideline: str, *, by: Identity) -> KitVersion:
        """Keep *version* as a draft without one guideline.

        Raises:
            InputError: if there is no such guideline, or no other.
            Stale: if *version* is no longer the current one.
        """
        text = self._engine.work(workshop.removed, version.source, guideline)
        return self._changed(version, text, f"Removed {guideline}", by)

    def lint(self, source: str) -> tuple[LintProblem, ...]:
        """Return what is wrong with the kit *source* as a whole, worst first.

        Raises:
            InvalidBrandKit: if it does not load.
        """
        return self._engine.work(workshop.linted, self.read(source))

    def test(self, source: str, tell: Tell = silent) -> tuple[ExampleResult, ...]:
        """Return what becomes of the examples of the kit *source*, each held against the kit without it.

        Raises:
            InvalidBrandKit: if it does not load.
        """
        kit, results = self.read(source), list[ExampleResult]()
        shown = [each.id for each in kit.guidelines if each.examples.on_brand or each.examples.off_brand]
        for number, guideline in enumerate(shown):
            tell(number, len(shown))
            results += self._engine.work(workshop.tried, Source("kit", source), guideline)
        return tuple(results)

    def testing(self, source: str) -> Errand[tuple[ExampleResult, ...]]:
        """Return the test of *source*, begun now where it is not yet."""
        return self._errands.ask(("test", source), lambda tell: self.test(source, tell))

    def impact(self, kit: str, number: int, tell: Tell = silent) -> Impact:
        """Return which stored documents would change verdict if this version were published.

        Raises:
            Problem: 404 if there is no such version.
        """
        return self._preview.of(self._records.kits.published(kit), self.version(kit, number), tell)

    def previewing(self, kit: str, number: int) -> Errand[Impact]:
        """Return the preview of the impact of a version, begun now where it is not yet.

        Raises:
            Problem: 404 if there is no such version.
        """
        after, before = self.version(kit, number), self._records.kits.published(kit)
        key = ("impact", kit, number, after.digest, before.digest if before else "")
        return self._errands.ask(key, lambda tell: self._preview.of(before, after, tell))

    def publish(
        self, kit: str, number: int, *, by: Identity, note: str = "", expected: str | None = None
    ) -> KitVersion:
        """Hold drafts against this version from now on.

        Raises:
            Problem: 404 if there is no such version.
            InvalidBrandKit: if it does not load (any more).
            Stale: if its digest is not *expected*.
        """
        self.read(self.version(kit, number).source)
        return self._records.kits.publish(kit, number, by=by, note=note, expected=expected)

    def roll_back(self, kit: str, number: int, *, by: Identity, note: str = "") -> KitVersion:
        """Hold drafts against a version that was published before.

        Raises:
            Problem: 404 if there is no such version; 409 if it was never published.
        """
        if self.version(kit, number).published is None:
            raise Problem(
                HTTPStatus.CONFLICT,
                "never-published",
                f"Version {number} of the kit “{kit}” was never published. Publish it instead.",
            )
        return self.publish(kit, number, by=by, note=note)

    def discard(self, kit: str, *, by: Identity) -> None:
        """Delete the version that is being edited.

        Raises:
            Problem: 404 if there is none.
        """
        self.get(kit)
        if not self._records.kits.discard(kit, by=by):
            raise not_found("draft of the kit", kit)

    def delete(self, kit: str, *, by: Identity) -> None:
        """Delete a kit with all its versions; reports stay.

        Raises:
            Problem: 404 if there is none.
        """
        if not (is_id(kit) and self._records.kits.delete(kit, by=by)):
            raise not_found("kit", kit)

    def import_guide(
        self, name: str, content: bytes, *, by: Identity, kit: str = "", judged: bool = False
    ) -> KitVersion:
        """Keep what a guide says as the draft of a kit.

        Args:
            name: the guide's file name.
            content: its bytes.
            by: who imports it.
            kit: the kit's id; a new one made of the guide's name where none is given.
            judged: whether the language model reads it.

        Raises:
            InputError: if the guide can't be read, or nothing in it is a guideline.
            ModelFailed: if the model answered for no part of it.
            Problem: 422 if *kit* can't be an id; 409 if it has a draft, which an import would replace.
        """
        chosen = valid_id(kit) if kit else id_from(name, frozenset(each.id for each in self.list()))
        found = self._records.kits.get(chosen)
        if found and found.draft:
            raise Problem(
                HTTPStatus.CONFLICT,
                "draft-exists",
                f"The kit “{chosen}” has a draft already. Publish or discard it, or import under another id.",
            )
        expected = self.current(chosen).digest if found else ""
        if judged:
            made = self._engine.judging_work(workshop.drafted_by_model, name, content)
        else:
            made = self._engine.work(workshop.drafted, name, content)
        note = f"Imported from {name}"
        return self.put(chosen, made.source, by=by, expected=expected, note=note, guide=made.guide)

    def seed_sample(self) -> None:
        """Publish the sample kit where there are no kits."""
        if not self.list():
            publish_sample(self._records.kits)

    def _guide(self, kit: str) -> str:
        """Return the text of the guide that the current version of a kit was imported from."""
        return self.current(kit).guide if self._records.kits.get(kit) else ""

    def _changed(self, version: KitVersion, text: str, note: str, by: Identity) -> KitVersion:
        return self.put(version.kit, text, by=by, expected=version.digest, note=note)
