"""`python -m evals.bench`: the batches, the service, then the encoders; or one of them, by its name."""

import sys

from evals.bench import batch, encoder, service

BENCHES = {"batch": batch.main, "service": service.main, "encoder": encoder.main}
"""What is measured, by the name of its module."""

if __name__ == "__main__":
    chosen = sys.argv.pop(1) if sys.argv[1:2] and sys.argv[1] in BENCHES else ""
    for name, main in BENCHES.items():
        if chosen in {"", name}:
            main()
