"""The engine: processes that check drafts, so that one that crashes, hangs or floods takes down only itself.

`Engine` is all that the rest of the service knows; the processes are `lanes`, what runs in them is `worker`.
"""

from service.engine.engine import Engine
from service.engine.task import Begun

__all__ = ["Begun", "Engine"]
