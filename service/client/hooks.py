"""The client's methods for hooks: what an administrator says of them, and what they received."""

from typing import NamedTuple

from service.client.calling import Call, Caller, path_of, sent, told
from service.exchange.hooks import (
    HookDeliveryPage,
    HookDeliveryQuery,
    HookList,
    MadeHook,
    NewHook,
    Receipt,
)
from service.nouns.hooks import Hook, HookDelivery


class KnownHook(NamedTuple):
    """A hook as it was read."""

    hook: Hook
    etag: str
    """What to send with a change, so that nobody else's is lost."""


class HooksClient:
    """What one can do with hooks."""

    _caller: Caller

    def deliver_to_hook(self, name: str, content: str, **headers: str) -> Receipt:
        """Deliver JSON to a hook, as a system does that sends there.

        Args:
            name: the hook's.
            content: what is sent, to the letter that was signed.
            headers: those that sign it; underscores become hyphens.

        Raises:
            Refused: if there is no such hook, or the signature is not right.
        """
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        call = Call(
            "POST",
            path_of("hooks", name),
            repeatable=True,
            headers={"Content-Type": "application/json", **named},
            text=content,
        )
        return self._caller.ask(call, Receipt)

    def list_hooks(self) -> HookList:
        """Return all hooks.

        Raises:
            Refused: if they may not be seen.
        """
        return self._caller.ask(Call("GET", path_of("hooks"), repeatable=True), HookList)

    def get_hook(self, name: str, *, if_none_match: str = "") -> KnownHook | None:
        """Return what holds for a hook; none where it has still that ETag.

        Raises:
            Refused: if there is none.
        """
        headers = {"If-None-Match": if_none_match} if if_none_match else {}
        call = Call("GET", path_of("hooks", name), repeatable=True, headers=headers)
        response = self._caller.send(call)
        return KnownHook(told(response, Hook), response.headers["etag"]) if response.content else None

    def put_hook(self, name: str, new: NewHook, *, if_match: str = "") -> MadeHook:
        """Make a hook, or say all that holds for it; a secret that was made is in this answer alone.

        Args:
            name: the hook's.
            new: what holds for it.
            if_match: the ETag of what was changed; none for a hook that is new, `*` for whatever there is.

        Raises:
            Refused: if there is no such kit, or somebody else has changed the hook meanwhile.
        """
        headers = {"If-Match": if_match} if if_match else {"If-None-Match": "*"}
        return self._caller.ask(Call("PUT", path_of("hooks", name), headers=headers, body=new), MadeHook)

    def delete_hook(self, name: str) -> None:
        """Delete a hook with what it received.

        Raises:
            Refused: if there is none.
        """
        self._caller.send(Call("DELETE", path_of("hooks", name)))

    def rotate_hook(self, name: str) -> MadeHook:
        """Have a hook's deliveries signed with a new secret; for a day the one before is good too.

        Raises:
            Refused: if there is none.
        """
        return self._caller.ask(Call("POST", path_of("hooks", name, "rotate")), MadeHook)

    def test_hook(self, name: str) -> HookDelivery:
        """Have a signed sample sent to a hook, and return its delivery.

        Raises:
            Refused: if there is none, or it is off.
        """
        return self._caller.ask(Call("POST", path_of("hooks", name, "test")), HookDelivery)

    def list_hook_deliveries(
        self,
        name: str,
        query: HookDeliveryQuery = HookDeliveryQuery(),  # noqa: B008 - frozen
    ) -> HookDeliveryPage:
        """Return a page of what a hook received, the newest first.

        Raises:
            Refused: if there is no such hook.
        """
        call = Call("GET", path_of("hooks", name, "deliveries"), repeatable=True, params=sent(query))
        return self._caller.ask(call, HookDeliveryPage)

    def get_hook_delivery(self, delivery_id: str) -> HookDelivery:
        """Return what became of one delivery to a hook.

        Raises:
            Refused: if there is none.
        """
        call = Call("GET", path_of("hook-deliveries", delivery_id), repeatable=True)
        return self._caller.ask(call, HookDelivery)

    def replay_hook_delivery(self, delivery_id: str) -> HookDelivery:
        """Have a delivery worked on once more.

        Raises:
            Refused: if there is none, it is being checked, or its content is not kept any more.
        """
        return self._caller.ask(Call("POST", path_of("hook-deliveries", delivery_id, "replay")), HookDelivery)
