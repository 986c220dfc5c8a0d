"""Times: aware and in UTC."""

import datetime

Moment = datetime.datetime
