"""Claims: what documents state that somebody may have to prove, and the ledger of them over many documents."""

from checker.claims.complaining import complaints_in
from checker.claims.ledgers import ledger
from checker.claims.stating import statements_in

__all__ = ["complaints_in", "ledger", "statements_in"]
