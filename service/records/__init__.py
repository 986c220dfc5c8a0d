"""The records: all that the service keeps, in SQLite or PostgreSQL; the one door to SQL.

Every operation is one transaction, durable when it returns. Times are aware and in UTC. Whatever goes wrong
with the database is a `RecordsUnavailable`; what is not there is none or a `Problem` of 404. Text may hold
any characters.
"""

from checker.settings import Settings
from service.problems import RecordsUnavailable
from service.records import hook_checks, migrating
from service.records.audit import AuditRecords
from service.records.batch_holds import BatchHolds
from service.records.batch_pages import BatchPages
from service.records.batches import BatchRecords
from service.records.checks import CheckRecords
from service.records.database import Database, file_url
from service.records.digests import DigestRecords
from service.records.feedback import FeedbackRecords
from service.records.hook_deliveries import HookDeliveries
from service.records.hook_receipts import HookReceipts
from service.records.hook_verdicts import HookVerdicts
from service.records.hook_work import HookWork
from service.records.hooks import HookRecords
from service.records.keys import KeyRecords
from service.records.kits import KitRecords, Stale
from service.records.outbox import OutboxRecords
from service.records.people import PersonRecords, TeamRecords
from service.records.requests import RequestRecords
from service.records.said_queries import SaidRecords
from service.records.sessions import SessionRecords
from service.records.targets import TargetRecords
from service.records.uploads import UploadRecords
from service.records.waivers import WaiverRecords
from service.settings import ServiceSettings

__all__ = [
    "AuditRecords",
    "BatchRecords",
    "CheckRecords",
    "DigestRecords",
    "FeedbackRecords",
    "HookDeliveries",
    "HookReceipts",
    "HookRecords",
    "HookVerdicts",
    "HookWork",
    "KeyRecords",
    "KitRecords",
    "OutboxRecords",
    "PersonRecords",
    "Records",
    "RecordsUnavailable",
    "RequestRecords",
    "SaidRecords",
    "SessionRecords",
    "Stale",
    "TargetRecords",
    "TeamRecords",
    "UploadRecords",
    "WaiverRecords",
    "records_url",
]


class Records:
    """All records of one database; safe to use from several threads at once."""

    def __init__(self, url: str) -> None:
        """Name the database; nothing is opened before the first use.

        Args:
            url: SQLAlchemy's URL of a SQLite file or of a PostgreSQL database.

        Raises:
            RecordsUnavailable: if it names no such thing.
        """
        self.database = Database(url)
        self.batches = BatchRecords(self.database)
        self.batch_holds = BatchHolds(self.database, self.batches.settle)
        self.batch_pages = BatchPages(self.database)
        self.uploads = UploadRecords(self.database)
        self.checks = CheckRecords(self.database, self.batches.settle)
        self.said = SaidRecords(self.database)
        self.kits = KitRecords(self.database)
        self.feedback = FeedbackRecords(self.database)
        self.waivers = WaiverRecords(self.database)
        self.keys = KeyRecords(self.database)
        self.people = PersonRecords(self.database)
        self.teams = TeamRecords(self.database)
        self.audit = AuditRecords(self.database)
        self.requests = RequestRecords(self.database)
        self.sessions = SessionRecords(self.database)
        self.outbox = OutboxRecords(self.database)
        self.targets = TargetRecords(self.database)
        self.hooks = HookRecords(self.database)
        self.hook_receipts = HookReceipts(self.database)
        self.hook_work = HookWork(self.database)
        self.hook_verdicts = HookVerdicts(self.database)
        self.hook_deliveries = HookDeliveries(self.database)
        self.checks.on_end(lambda session, check, _: hook_checks.over(session, check))
        self.digests = DigestRecords(self.database)

    def prepare(self) -> None:
        """Make the tables, or bring them to the form that this program needs; many may do so at once.

        Raises:
            RecordsUnavailable: if that can't be done; its text says what to do.
        """
        if not migrating.is_current(self.database):
            migrating.upgrade(self.database)

    def ping(self) -> None:
        """Return if the records can be used.

        Raises:
            RecordsUnavailable: if they can't be reached, or their tables are of another version.
        """
        if not migrating.is_current(self.database):
            raise RecordsUnavailable(
                f"The tables of the records {self.database} are not there or of another version. "
                "Start the service anew, which makes them."
            )

    def close(self) -> None:
        """Close all connections; whoever asks again opens new ones."""
        self.database.close()


def records_url(settings: Settings, service: ServiceSettings) -> str:
    """Return the URL of the records: their own, else the database's, else of a file in the data folder."""
    return service.records_url or settings.database_url or file_url(service.data)
