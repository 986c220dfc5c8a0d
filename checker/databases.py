"""What every database of ours has in common: how its URL is read, and what is said when it fails."""

from collections.abc import Mapping

from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from checker.errors import CheckerError


def url_of(text: str, setting: str, failure: type[CheckerError]) -> URL:
    """Return the URL of a SQLite file or a PostgreSQL database, with the driver that is used here.

    Args:
        text: SQLAlchemy's URL, as somebody set it.
        setting: what they set, for the message.
        failure: what is raised where it names nothing that can be shared.
    """
    try:
        url = make_url(text)
    except (SQLAlchemyError, ValueError) as error:
        raise failure(
            f"{setting} is no URL. Write it as postgresql://user:password@host/database."
        ) from error
    kind = url.get_backend_name()
    if kind in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or url.database in {None, "", ":memory:"}:
        raise failure(
            f"{setting} names {kind}, which can't be shared or is not known here. "
            "Name a file (sqlite:///…) or a PostgreSQL database."
        )
    return url.set(drivername="sqlite")


def reason(error: Exception, remedies: Mapping[str, str], otherwise: str) -> str:
    """Return what went wrong and what to do about it.

    Args:
        error: the driver's or the system's.
        remedies: what to do, by a word of the driver's message.
        otherwise: what to do where none of these words is in it.
    """
    if isinstance(error, ImportError):
        return "psycopg is not installed. Install it: pip install 'psycopg[binary]'."
    text = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    remedy = next((remedy for word, remedy in remedies.items() if word in text), otherwise)
    return f"{text.splitlines()[0].rstrip('.')}. {remedy}"
