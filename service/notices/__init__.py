"""What leaves the service unasked by those who get it: webhooks for programs, messages for people.

Messages wait in the outbox of the records, written in the transaction of what they tell of; `Notices` sends
them in threads of each process. A lease on the row, and not a workflow, keeps two processes from sending the
same one: DBOS keeps its jobs in a database of its own, so that starting one could not be part of that
transaction and somebody would have to watch the outbox all the same; and a workflow would sleep for most of a
day between its tries.
"""

from service.notices.announcing import announce
from service.notices.notices import Notices
from service.notices.targets import Targets

__all__ = ["Notices", "Targets", "announce"]
