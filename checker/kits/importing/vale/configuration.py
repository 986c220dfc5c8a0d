"""A package's configuration: which of its rules count, and at what level."""

import re
from dataclasses import dataclass, field

LEVELS = ("suggestion", "warning", "error")
LINE = re.compile(r"\s*(?P<key>[^=\s#;][^=]*?)\s*=\s*(?P<value>.*?)\s*$")
SECTION = re.compile(r"\s*\[(?P<name>.+)\]\s*$")
PASSED_OVER = (
    "TokenIgnores",
    "BlockIgnores",
    "SkippedScopes",
    "IgnoredScopes",
    "IgnoredClasses",
    "Transform",
)
"""Settings that change what a document is seen as, and are not followed."""


@dataclass
class Configuration:
    """What a configuration says, all its sections together."""

    styles_path: str = ""
    least: str = ""
    """The lowest level that is reported."""
    vocabularies: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    """Styles all of whose rules count."""
    rules: dict[str, str] = field(default_factory=dict)
    """What is said of single rules, or styles: `YES`, `NO` or a level."""
    passed_over: tuple[str, ...] = ()
    """Settings that are not followed."""

    def counts(self, rule: str) -> bool:
        """Return whether *rule* is wanted."""
        style = rule.split(".", 1)[0]
        said = self.rules.get(rule) or self.rules.get(style)
        return said != "NO" and (said is not None or style in self.styles)

    def level(self, rule: str, level: str) -> str:
        """Return the level of *rule*, which gives itself *level*."""
        for name in (rule, rule.split(".", 1)[0]):
            if self.rules.get(name, "") in LEVELS:
                return self.rules[name]
        return level

    def is_reported(self, level: str) -> bool:
        """Return whether alerts of *level* are."""
        return self.least not in LEVELS or LEVELS.index(level) >= LEVELS.index(self.least)


def configuration(text: str) -> Configuration:
    """Return what *text* says."""
    made, section = Configuration(), ""
    for line in re.sub(r"\\\n\s*", " ", text).split("\n"):
        if found := SECTION.match(line):
            section = found["name"]
        elif found := LINE.match(line):
            _set(made, section, found["key"], found["value"])
    return made


def _set(made: Configuration, section: str, key: str, value: str) -> None:
    values = tuple(part.strip() for part in value.split(",") if part.strip())
    if key in PASSED_OVER:
        made.passed_over = tuple(dict.fromkeys((*made.passed_over, key)))
    elif key == "BasedOnStyles":
        made.styles = tuple(dict.fromkeys((*made.styles, *values)))
    elif section or "." in key:
        made.rules[key] = value
    else:
        _set_whole(made, key, value, values)


def _set_whole(made: Configuration, key: str, value: str, values: tuple[str, ...]) -> None:
    """Keep what a configuration says above its sections."""
    if key == "StylesPath":
        made.styles_path = value
    elif key == "MinAlertLevel":
        made.least = value
    elif key == "Vocab":
        made.vocabularies = values
