"""A process that makes the index anew again and again until it is killed, and says so each time it begins."""

import sys
from pathlib import Path

from service.records import Records
from service.records.index import Index
from service.records.vectors import Place
from tests.service.records.encoding import encode

if __name__ == "__main__":
    index = Index(Records(sys.argv[1]), encode, Place(Path(sys.argv[2]), "m"), origin="m")
    while True:
        sys.stdout.write("begin\n")
        sys.stdout.flush()
        index.rebuild()
