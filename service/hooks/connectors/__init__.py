"""The connectors: one module a system, with what `service.hooks.protocol.Connector` asks for."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

from service.hooks.protocol import Connector
from service.nouns.hooks import System

CONNECTORS = {
    System.CONTENTFUL: "service.hooks.connectors.contentful",
    System.DRUPAL: "service.hooks.connectors.drupal",
    System.GENERIC: "service.hooks.connectors.generic",
    System.HUBSPOT: "service.hooks.connectors.hubspot",
    System.SANITY: "service.hooks.connectors.sanity",
    System.STORYBLOK: "service.hooks.connectors.storyblok",
    System.STRAPI: "service.hooks.connectors.strapi",
    System.WEBFLOW: "service.hooks.connectors.webflow",
    System.WORDPRESS: "service.hooks.connectors.wordpress",
}
"""Where the connector of each system is; imported when it is needed."""

if TYPE_CHECKING:
    from service.hooks.connectors import (
        contentful,
        drupal,
        generic,
        hubspot,
        sanity,
        storyblok,
        strapi,
        webflow,
        wordpress,
    )

    _FIT: tuple[Connector, ...] = (
        contentful,
        drupal,
        generic,
        hubspot,
        sanity,
        storyblok,
        strapi,
        webflow,
        wordpress,
    )


def load(system: System) -> Connector:
    """Return the connector of a system."""
    return cast("Connector", import_module(CONNECTORS[system]))
