"""A process that sends what is in an outbox until it is killed.

`python -m tests.service.notices.sender URL FOLDER`
"""

import sys
import time
from pathlib import Path

from service.notices import Notices
from service.records import Records
from service.settings import ServiceSettings
from tests.service.notices.conftest import HERE

LEASE = 1.0
"""Seconds after which it may be taken for dead."""


def run(url: str, folder: Path) -> None:
    """Send until killed."""
    service = ServiceSettings(_env_prefix="NONE_", data=folder, outbound=HERE)
    Notices(Records(url), service, poll=0.05, lease=LEASE).begin()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
