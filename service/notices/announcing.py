"""Who is told of what happens: the targets of the settings, beside those of the records."""

from service.exchange.deliveries import Medium
from service.nouns.telling import Wants
from service.records import Records
from service.records.announcing import Announcer
from service.records.listeners import Listener
from service.settings import ServiceSettings

FIXED = "settings"
"""Who has made what stands in the settings, and how its ids begin."""
PREFIXES = {"slack+": Medium.SLACK, "teams+": Medium.TEAMS}
"""What is written before an address of the settings to say what it is."""
HOSTS = {"https://hooks.slack.com/": Medium.SLACK}
"""What addresses begin with of which it is known what they are."""


def announce(records: Records, service: ServiceSettings) -> Announcer:
    """Have whoever wants to know told, from now on, of all checks and batches of *records* that end."""
    announcer = Announcer(service.address, fixed_of(service))
    records.batches.on_done(announcer.batch)
    records.checks.on_end(announcer.check)
    return announcer


def fixed_of(service: ServiceSettings) -> tuple[Listener, ...]:
    """Return the targets that stand in the settings."""
    return tuple(
        Listener(id_of(name), name, medium_of(url.get_secret_value())[0], service.tells.get(name, Wants()))
        for name, url in service.notices.items()
    )


def id_of(name: str) -> str:
    """Return the id of the target called *name* in the settings."""
    return f"{FIXED}-{name}"


def medium_of(address: str) -> tuple[Medium, str]:
    """Return what an *address* of the settings is of, and the address without what says so."""
    for prefix, medium in PREFIXES.items():
        if address.startswith(prefix):
            return medium, address.removeprefix(prefix)
    known = (medium for beginning, medium in HOSTS.items() if address.startswith(beginning))
    return next(known, Medium.NOTICE), address
