"""All connectors: who can be told; `protocol` says how another is added."""

from collections.abc import Mapping

from service.exchange.deliveries import Medium
from service.notices import apprising, webhooks
from service.notices.chat import slack, teams
from service.notices.protocol import Connector

CONNECTORS: Mapping[Medium, Connector] = {
    Medium.SLACK: slack,
    Medium.TEAMS: teams,
    Medium.NOTICE: apprising,
    Medium.WEBHOOK: webhooks,
}
"""By what they are, in the order in which people are offered them."""
