"""Keys in the forms of their issuers, put together here so that none stands in a file."""

import pytest

from checker.privacy import find
from checker.privacy.keys import ISSUED, is_random

BODY = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0" * 3
HEX = "0f8a1c9b7e2d4f60" * 4
KEYS = {
    "OpenAI, Anthropic, OpenRouter": ["sk-" + BODY[:48], "sk-proj-" + BODY[:60], "sk-ant-api03-" + BODY[:90]],
    "GitHub": ["ghp_" + BODY[:36], "github_pat_" + BODY[:22] + "_" + BODY[:59]],
    "GitLab": ["glpat-" + BODY[:20]],
    "Amazon": ["AKIA" + BODY[:16].upper()],
    "Google": ["AIza" + BODY[:35], "ya29." + BODY[:40], "GOCSPX-" + BODY[:28]],
    "Slack": ["xoxb-" + "1234567890-" + BODY[:24]],
    "Stripe": ["sk_live_" + BODY[:24], "whsec_" + BODY[:32]],
    "SendGrid": ["SG." + BODY[:22] + "." + BODY[:43]],
    "Brevo, Mailgun": ["xkeysib-" + HEX + "-" + BODY[:16], "key-" + HEX[:32]],
    "Twilio": ["SK" + HEX[:32]],
    "Telegram": ["123456789:AA" + BODY[:33]],
    "npm, Hugging Face, Groq, Replicate": ["npm_" + BODY[:36], "hf_" + BODY[:34]],
    "PyPI": ["pypi-" + BODY[:80]],
    "DigitalOcean": ["dop_v1_" + HEX],
    "Shopify, Square": ["shpat_" + HEX[:32], "sq0atp-" + BODY[:22]],
    "Grafana, Linear, Docker": ["glsa_" + BODY[:32], "lin_api_" + BODY[:40], "dckr_pat_" + BODY[:27]],
    "age": ["AGE-SECRET-KEY-1" + BODY[:58].upper()],
    "JSON web tokens (RFC 7519)": ["eyJ" + BODY[:20] + "." + BODY[:40] + "." + BODY[:43]],
}
TOLD = (
    "api_key = '{}'", "API key: {}", "the client secret is {}.", "AWS_SECRET_ACCESS_KEY={}", '"token": "{}"',
    "Authorization: Bearer {}", "curl -H 'Bearer {}'", "https://x.example/cb?code={}&state=1",
    "https://hooks.slack.com/services/{}",
)  # fmt: skip


@pytest.mark.parametrize("key", [key for keys in KEYS.values() for key in keys])
@pytest.mark.parametrize("around", ["{}", "it is {}, keep it", "X={}", "'{}'", "({})."])
def test_a_key_is_found_by_its_form(key, around):
    text = around.format(key)

    assert [text[start:end] for start, end, _ in find(text)] == [key]


@pytest.mark.parametrize("around", TOLD)
def test_what_looks_random_is_a_key_next_to_a_telling_word(around):
    key = BODY[:32]
    text = around.format(key)

    assert [text[start:end] for start, end, _ in find(text)] == [key]


@pytest.mark.parametrize("end", ["\n-----END RSA PRIVATE KEY-----", "\nno end"])
def test_a_private_key_is_found_whole(end):
    key = "-----BEGIN RSA PRIVATE KEY-----\n" + "\n".join([BODY[:64]] * 3)
    text = f"Here:\n{key}{end}\nThanks."

    (found,) = find(text)

    assert text[found.start : found.end] == key + end.removesuffix("\nno end")


def test_several_private_keys_are_found_apart():
    key = "-----BEGIN PRIVATE KEY-----\n" + BODY[:64] + "\n-----END PRIVATE KEY-----"

    assert len(find(f"{key}\nand\n{key}")) == 2


def test_every_issuer_has_keys():
    assert set(KEYS) == set(ISSUED)


@pytest.mark.parametrize(
    "text",
    [
        "brand-guidelines-2024-v2",
        "2024-03-15T14:30:00",
        "https://x.example/a1b2c3d4",
        "internationalisation",
        "12345678901234567890",
        "a1a1a1a1a1a1a1a1",
        "short1",
    ],
)
def test_slugs_times_words_and_numbers_do_not_look_random(text):
    assert not is_random(text)
