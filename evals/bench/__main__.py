"""`python -m evals.bench`: what the library, the service, its workers and encoders cost; or one of them."""

import sys

from evals.bench import batch, batches, encoder, insight, service

BENCHES = {
    "batch": batch.main,
    "service": service.main,
    "batches": batches.main,
    "insight": insight.main,
    "encoder": encoder.main,
}
"""What is measured, by the name of its module."""

if __name__ == "__main__":
    chosen = sys.argv.pop(1) if sys.argv[1:2] and sys.argv[1] in BENCHES else ""
    for name, main in BENCHES.items():
        if chosen in {"", name}:
            main()
