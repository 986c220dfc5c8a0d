"""A process that works on deliveries until it is killed, slowly.

`python -m tests.service.hooks.laborer URL FOLDER`
"""

import datetime
import sys
import time
from pathlib import Path

from service.hooks.hooks import Hooks
from service.hooks.laboring import Labor
from service.records import Records
from service.settings import ServiceSettings
from tests.service.hooks.inventing import Invented

KEEP = datetime.timedelta(days=1)
LEASE = 1.0
"""Seconds after which it may be taken for dead."""


class _Nobody:
    def start(self, _: object) -> None:
        """Leave the check to somebody else, and take time for that."""
        time.sleep(0.05)


def run(url: str, folder: Path) -> None:
    """Work until killed."""
    service = ServiceSettings(_env_prefix="NONE_", data=folder)
    hooks = Hooks(Records(url), service, _Nobody(), load=lambda _: Invented())
    Labor(hooks._means, keep=KEEP, poll=0.02, lease=LEASE).begin()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
