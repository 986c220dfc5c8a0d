"""The client's methods for kits."""

from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from service.client.calling import Call, Caller, path_of, told
from service.exchange.kits import KitList, Linted, NewNote, Tested, UnderWay, VersionFacts, VersionList
from service.nouns import Impact, KitState

ACCEPTED = 202
"""The status of what takes longer than one wanted to wait."""
YAML = "application/yaml"

Made = TypeVar("Made", bound=BaseModel)


class KitSource(NamedTuple):
    """A kit as it is written."""

    text: str
    """YAML."""
    etag: str
    """What to send with a change, so that nobody else's is lost."""


class KitsClient:
    """What one can do with kits."""

    _caller: Caller

    def list_kits(self) -> KitList:
        """Return all kits.

        Raises:
            Refused: if they may not be seen.
        """
        return self._caller.ask(Call("GET", path_of("kits"), repeatable=True), KitList)

    def get_kit(
        self, kit: str, *, state: KitState | None = None, if_none_match: str = ""
    ) -> KitSource | None:
        """Return a kit: its draft or, without one, what is published; none where it has still that ETag.

        Raises:
            Refused: if there is none, or none in that *state*.
        """
        return self._source(path_of("kits", kit), if_none_match, {"state": state.value} if state else {})

    def put_kit(self, kit: str, text: str, *, note: str = "", if_match: str = "") -> VersionFacts:
        """Write a whole kit as its draft.

        Args:
            kit: its id.
            text: YAML.
            note: what changed.
            if_match: the ETag of what was changed; none for a kit that is new, `*` for whatever there is.

        Raises:
            Refused: if it does not load, or somebody else has changed it meanwhile.
        """
        params = {"note": note} if note else {}
        headers = {"If-Match": if_match} if if_match else {"If-None-Match": "*"}
        call = Call("PUT", path_of("kits", kit), params=params, headers=headers, text=text)
        return self._caller.ask(call, VersionFacts)

    def delete_kit(self, kit: str) -> None:
        """Delete a kit with all its versions.

        Raises:
            Refused: if there is none.
        """
        self._caller.send(Call("DELETE", path_of("kits", kit)))

    def discard_draft(self, kit: str) -> None:
        """Delete the version of a kit that is being edited.

        Raises:
            Refused: if there is none.
        """
        self._caller.send(Call("DELETE", path_of("kits", kit, "draft")))

    def import_guide(self, name: str, content: bytes, *, kit: str = "", judged: bool = False) -> VersionFacts:
        """Make the draft of a kit from a guide that is written for people.

        Args:
            name: the file's name.
            content: its bytes.
            kit: the new kit's id; made of the name where none is given.
            judged: whether the language model reads it, instead of rules.

        Raises:
            Refused: if it can't be read, or there is such a kit already.
        """
        fields = ({"id": kit} if kit else {}) | {"judged": str(judged).lower()}
        call = Call("POST", path_of("kits", "import"), file=(name, content), fields=fields, patience=600.0)
        return self._caller.ask(call, VersionFacts)

    def list_versions(self, kit: str) -> VersionList:
        """Return the versions of a kit, the newest first.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("GET", path_of("kits", kit, "versions"), repeatable=True), VersionList)

    def get_version(self, kit: str, number: int, *, if_none_match: str = "") -> KitSource | None:
        """Return one version of a kit; none where it has still that ETag.

        Raises:
            Refused: if there is none.
        """
        return self._source(_version(kit, number), if_none_match, {})

    def lint_version(self, kit: str, number: int) -> Linted:
        """Return what is wrong with a version of a kit as a whole.

        Raises:
            Refused: if there is none, or it does not load.
        """
        return self._caller.ask(Call("GET", _version(kit, number, "lint"), repeatable=True), Linted)

    def try_version(self, kit: str, number: int, *, wait: float = 10.0) -> Tested | UnderWay:
        """Hold the examples of a version against it; what takes longer than *wait* seconds goes on.

        Raises:
            Refused: if there is none, or it does not load.
        """
        return self._waited(_version(kit, number, "tests"), wait, Tested)

    def preview_impact(self, kit: str, number: int, *, wait: float = 10.0) -> Impact | UnderWay:
        """Return what publishing a version would change; what takes longer than *wait* seconds goes on.

        Raises:
            Refused: if there is none.
        """
        return self._waited(_version(kit, number, "impact"), wait, Impact)

    def publish_version(self, kit: str, number: int, *, note: str = "", if_match: str = "") -> VersionFacts:
        """Hold drafts against a version from now on.

        Raises:
            Refused: if there is none, or it is not the one with that ETag.
        """
        headers = {"If-Match": if_match} if if_match else {}
        call = Call("POST", _version(kit, number, "publish"), headers=headers, body=NewNote(note=note))
        return self._caller.ask(call, VersionFacts)

    def roll_back(self, kit: str, number: int, *, note: str = "") -> VersionFacts:
        """Hold drafts against a version that was published before.

        Raises:
            Refused: if it never was.
        """
        call = Call("POST", _version(kit, number, "roll-back"), body=NewNote(note=note))
        return self._caller.ask(call, VersionFacts)

    def _source(self, path: str, etag: str, params: dict[str, str]) -> KitSource | None:
        headers = {"Accept": YAML} | ({"If-None-Match": etag} if etag else {})
        response = self._caller.send(Call("GET", path, repeatable=True, params=params, headers=headers))
        return KitSource(response.text, response.headers["etag"]) if response.content else None

    def _waited(self, path: str, wait: float, answer: type[Made]) -> Made | UnderWay:
        params = {"wait": f"{wait:g}"}
        response = self._caller.send(Call("GET", path, repeatable=True, params=params, patience=wait))
        return told(response, UnderWay) if response.status_code == ACCEPTED else told(response, answer)


def _version(kit: str, number: int, *rest: str) -> str:
    return path_of("kits", kit, "versions", str(number), *rest)
