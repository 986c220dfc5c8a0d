"""Figures for Prometheus: requests by route and status, their time, and what is under way."""

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds; a live re-check takes a tenth, a caller may wait half a minute."""


class Figure(Collector):
    """One figure that is looked up whenever it is asked for; left out where it can't be."""

    def __init__(self, name: str, about: str, label: str, look: Callable[[], dict[str, float]]) -> None:
        """Call it *name*; *look* returns its value for each value of *label*."""
        self._name, self._about, self._label, self._look = name, about, label, look

    def describe(self) -> Iterable[Metric]:
        """Return the figure without values."""
        return [GaugeMetricFamily(self._name, self._about, labels=[self._label])]

    def collect(self) -> Iterable[Metric]:
        """Return the figure as it is now."""
        family = GaugeMetricFamily(self._name, self._about, labels=[self._label])
        for value, amount in self._look().items():
            family.add_metric([value], amount)
        return [family]


class Metrics:
    """The figures of one application."""

    def __init__(self, *figures: Figure) -> None:
        """Count from nothing; *figures* are looked up."""
        self._registry = CollectorRegistry(auto_describe=False)
        self.requests = Counter(
            "brandcheck_requests",
            "Requests answered, by method, route and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self.seconds = Histogram(
            "brandcheck_request_seconds",
            "Seconds from a request to the end of its answer, by method and route.",
            ("method", "route"),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self.open = Gauge("brandcheck_requests_open", "Requests under way.", registry=self._registry)
        for figure in figures:
            self._registry.register(figure)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self._registry)
