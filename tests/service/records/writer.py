"""A process that writes drafts until it is killed, and says which are acknowledged.

`python -m tests.service.records.writer URL` prints the identifier and the size of each draft after its record
has returned, a line each.
"""

import itertools
import sys

from service.records import Records
from tests.service.records.makers import ADA, checked, draft, finding


def content(number: int) -> bytes:
    """Return the draft of this *number*."""
    return f"draft {number} ".encode() * (1 + number % 5_000)


def write(url: str) -> None:
    """Write drafts, done ones and waiting ones in turn."""
    records = Records(url)
    for number in itertools.count():
        given = draft(content(number), document=f"cms-{number}")
        if number % 2:
            check = records.checks.add(given, kit_version=1, by=ADA)
        else:
            made = checked(f"text {number}", *(finding(number=n) for n in range(50)))
            check = records.checks.add_done(given, made, kit_version=1, by=ADA)
        sys.stdout.write(f"{check.id} {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    write(sys.argv[1])
