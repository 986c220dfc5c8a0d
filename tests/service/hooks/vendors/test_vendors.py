"""Our signatures and the vendors' own, held against each other: theirs are taken, mutated ones are not."""

import collections
import dataclasses
import datetime
import hashlib
import hmac

import pytest

from service.hooks.connectors import load
from service.hooks.protocol import Refused
from service.hooks.signing import by_contentful, by_hubspot, by_sanity, by_standard, by_storyblok, by_webflow
from service.nouns.hooks import System
from tests.service.hooks.vendors.mutations import SIGNED, Target, chance, delivery, mutated, secret
from tests.service.hooks.vendors.vendors import WINDOW, Question, ask, install

SYSTEMS = (
    System.CONTENTFUL,
    System.SANITY,
    System.STORYBLOK,
    System.WEBFLOW,
    System.HUBSPOT,
    System.GENERIC,
)
OWN = (System.STRAPI, System.WORDPRESS, System.DRUPAL)
"""Systems for which our own parts sign: no library of theirs knows how."""
EACH = 50
"""Deliveries of each system."""
MUTATIONS = 10_000
"""Mutations of each system's deliveries."""
SHOWN = 300
"""Of these, the ones that the vendor's library is asked about too."""
OURS = {
    System.CONTENTFUL: by_contentful,
    System.SANITY: by_sanity,
    System.STORYBLOK: by_storyblok,
    System.WEBFLOW: by_webflow,
    System.HUBSPOT: by_hubspot,
    System.GENERIC: lambda received, key: by_standard(received, key, "msg_1"),
}


@pytest.fixture(scope="module")
def signed():
    """Return deliveries that the vendors' libraries signed, with their secrets."""
    install()
    now = datetime.datetime.now(datetime.UTC)
    asked = [
        Question("sign", system, delivery(system, chance(f"{system}{place}"), now), secret(system))
        for system in SYSTEMS
        for place in range(EACH)
    ]
    made = collections.defaultdict(list)
    for question, answer in zip(asked, ask(asked), strict=True):
        headers = {**question.received.headers, **answer["headers"]}
        made[question.system].append(
            (dataclasses.replace(question.received, headers=headers), question.secret)
        )
    return made


@pytest.fixture(scope="module")
def attacked(signed):
    """Return mutations of them: what was done, the delivery and the secret that it is held against."""
    return {system: mutations(system, signed[system]) for system in SYSTEMS}


def mutations(system, signed):
    repeatable = chance(f"mutations of {system}")
    targets = (Target(system, *signed[place % EACH], repeatable) for place in range(MUTATIONS))
    return [mutated(target) for target in targets]


def by_hand(system, received, key):
    """Return *received* signed as our parts in these systems sign, with nothing of what verifies it."""
    stamp = str(int(received.at.timestamp() * (1000 if system is System.STRAPI else 1)))
    signature = hmac.new(key.encode(), f"{stamp}.".encode() + received.body, hashlib.sha256).hexdigest()
    signs, times = SIGNED[system]
    headers = {**received.headers, times: stamp, signs: f"sha256={signature}"}
    return dataclasses.replace(received, headers=headers)


@pytest.fixture(scope="module")
def verdicts(attacked):
    """Return what the vendors' libraries say of the first, without replays: their clock is not ours."""
    shown = {
        system: [each for each in attacked[system] if each[2] != "replayed"][:SHOWN] for system in SYSTEMS
    }
    asked = [
        Question("verify", system, received, key) for system in SYSTEMS for received, key, _ in shown[system]
    ]
    answers = iter(ask(asked))
    return {system: [(*each, next(answers)["accepted"]) for each in shown[system]] for system in SYSTEMS}


def accepted(system, received, *keys):
    try:
        load(system).verify(received, keys, window=WINDOW)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_a_vendor_signed_is_taken(signed, system):
    assert len(signed[system]) == EACH
    assert all(accepted(system, received, "other", key) for received, key in signed[system])


@pytest.mark.parametrize("system", SYSTEMS)
def test_10_000_mutations_are_refused(attacked, system):
    taken = [(way, received) for received, key, way in attacked[system] if accepted(system, received, key)]

    assert len(attacked[system]) == MUTATIONS
    assert taken == []


@pytest.mark.parametrize("system", OWN)
def test_10_000_mutations_of_what_our_own_parts_sign_are_refused(system):
    now = datetime.datetime.now(datetime.UTC)
    signed = []
    for place in range(EACH):
        key = secret(system)
        signed.append((by_hand(system, delivery(system, chance(f"{system}{place}"), now), key), key))
    assert all(accepted(system, received, "other", key) for received, key in signed)

    attacked = mutations(system, signed)

    assert {way for _, _, way in attacked} == {"body", "header", "secret", "replayed", "shifted"}
    assert [(way, received) for received, key, way in attacked if accepted(system, received, key)] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_vendor_refuses_them_too(verdicts, system):
    """Except where its library does not tell parts apart, or reads half a number: there we are stricter."""
    lax = {way for _, _, way, is_taken in verdicts[system] if is_taken}

    assert len(verdicts[system]) == SHOWN
    assert lax <= LAX.get(system, set())


LAX = {System.GENERIC: {"header"}, System.HUBSPOT: {"shifted"}, System.CONTENTFUL: {"header", "shifted"}}


def test_what_we_sign_the_vendors_take():
    install()
    now = datetime.datetime.now(datetime.UTC)
    asked = []
    for system in SYSTEMS:
        for place in range(EACH):
            key = secret(system)
            received = OURS[system](delivery(system, chance(place), now), key)
            asked.append(Question("verify", system, received, key))

    answers = ask(asked)

    refused = [
        (question.system, answer)
        for question, answer in zip(asked, answers, strict=True)
        if not answer["accepted"]
    ]
    assert refused == []
