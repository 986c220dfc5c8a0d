"""The secret that signs sessions: from the settings, or made once and kept where only the owner reads it."""

import os
import secrets
from pathlib import Path

from checker.errors import InputError
from service.settings import ServiceSettings

NAME = "session.secret"
"""The file in the data folder."""
LENGTH = 32
"""Characters that a secret must have at least; ours has 43, of 256 random bits."""
REMEDY = "Set BRANDCHECK_SERVICE__SECRET to a random text, the same on all machines."


def session_secret(service: ServiceSettings) -> str:
    """Return the secret of *service*; where the settings name none, it is made at the first start.

    Raises:
        InputError: if it is too short, or can't be kept.
    """
    given = service.secret.get_secret_value()
    if not given:
        return _kept(service.data / NAME)
    if len(given) < LENGTH:
        raise InputError(
            f"BRANDCHECK_SERVICE__SECRET has {len(given)} characters, and must have {LENGTH} at least."
        )
    return given


def _kept(path: Path) -> str:
    """Return the secret in *path*; of several processes that make it at once, all return the first one's."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The session secret {path} can't be kept or read: {error}. {REMEDY}") from error
    if len(kept) < LENGTH:
        raise InputError(
            f"The session secret {path} is damaged. Delete it: everybody signs in again. {REMEDY}"
        )
    return kept


def _make(path: Path) -> None:
    """Put a new secret at *path* unless another process has done so meanwhile; nobody sees half of one."""
    draft = path.with_name(f"{NAME}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(LENGTH))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
