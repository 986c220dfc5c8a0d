"""The plugin itself: its settings, its manners, and that nothing is left of it when it is removed."""

import re
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.service.hooks.gates.conftest import Service
from tests.service.hooks.gates.packages import faults_of_php
from tests.service.hooks.gates.wordpress.conftest import SECRET, SHOTS
from tests.service.hooks.gates.wordpress.site import PLUGIN, WordPress

SANITIZED = """
    require_once ABSPATH . 'wp-admin/includes/template.php';
    return array_map(array('Brandcheck\\Options', 'sanitized'), $given);
"""
UNINSTALL = """
    global $wpdb;
    $kept = array(get_option('brandcheck'), get_option('brandcheck_token'));
    $post = wp_insert_post(array('post_title' => 'A draft', 'post_content' => 'Of words'));
    foreach (array('gate', 'verdict', 'pending', 'sent') as $name) {
        add_post_meta($post, "_brandcheck_$name", 1);
    }
    set_transient('brandcheck_held_1', array(), 60);
    wp_schedule_single_event(time() + 60, 'brandcheck_deliver', array(1, 'x'));
    define('WP_UNINSTALL_PLUGIN', 'brandcheck/brandcheck.php');
    require WP_PLUGIN_DIR . '/brandcheck/uninstall.php';
    $left = array(
        $wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%brandcheck%'"),
        $wpdb->get_col("SELECT meta_key FROM $wpdb->postmeta WHERE meta_key LIKE '%brandcheck%'"),
        array_filter(array_map('array_keys', _get_cron_array()), fn($all) => preg_grep('/brandcheck/', $all)),
    );
    update_option('brandcheck', $kept[0]);
    update_option('brandcheck_token', $kept[1]);
    return $left;
"""
SENT = (
    ({"url": " https://b.example/ "}, "url", "https://b.example"),
    ({"url": "javascript:alert(1)"}, "url", ""),
    ({"url": "file:///etc/passwd"}, "url", ""),
    ({"kit": "<b>acme</b>\n"}, "kit", "acme"),
    ({"secret": ""}, "secret", SECRET),
    ({"secret": " new "}, "secret", "new"),
    ({"deadline": "900"}, "deadline", 30),
    ({"deadline": "x"}, "deadline", 1),
    ({"block_at": "fatal"}, "block_at", "error"),
    ({"closed_at": "warning"}, "closed_at", "warning"),
    ({"when_unreachable": "hold"}, "when_unreachable", "hold"),
    ({"when_unreachable": "always"}, "when_unreachable", "always"),
    ({"post_types": ["page", "attachment", "nonsense"]}, "post_types", ["page"]),
    ({"other": "1"}, "other", None),
    ("nonsense", "block_at", "error"),
)
"""Settings as somebody sends them, one of them by name, and what it becomes."""


def test_every_file_is_php_and_can_t_be_called_by_itself() -> None:
    files = sorted(PLUGIN.rglob("*.php"))

    assert faults_of_php(files) == ""
    assert [file for file in files if "|| exit;" not in file.read_text(encoding="utf-8")] == []
    assert len(files) > 15


@pytest.fixture(scope="module")
def sanitized(wordpress: WordPress) -> list[dict[str, object]]:
    """Return what becomes of all of them."""
    kept: Any = wordpress.run(SANITIZED, [sent for sent, _, _ in SENT])
    return list(kept)


@pytest.mark.parametrize("place", range(len(SENT)))
def test_settings_are_what_can_be_used(sanitized: list[dict[str, object]], place: int) -> None:
    _, name, becomes = SENT[place]

    assert sanitized[place].get(name) == becomes


def test_an_administrator_sets_it_up_and_tries_it(page: Page, wordpress: WordPress) -> None:
    wordpress.changed.add("all")
    page.goto(f"{wordpress.url}/wp-admin/options-general.php?page=brandcheck")
    page.get_by_label("When Brandcheck can’t be reached").select_option("hold")
    page.get_by_label("Seconds that a check may take").fill("15")
    expect(page.get_by_label("The hook’s secret")).to_have_value("")
    address = page.get_by_label("Address for the verdict")
    expect(address).to_have_value(re.compile(rf"^{re.escape(wordpress.url)}/.*brandcheck/v1/verdicts$"))
    page.screenshot(path=SHOTS / "wordpress-settings.png", full_page=True)
    page.get_by_role("button", name="Save Changes").click()

    expect(page.get_by_text("Settings saved.")).to_be_visible()
    kept = wordpress.run("return get_option('brandcheck');")
    assert isinstance(kept, dict)
    assert (kept["when_unreachable"], kept["deadline"], kept["secret"]) == ("hold", 15, SECRET)
    assert kept["post_types"] == ["post", "page"]
    page.get_by_role("button", name="Try the gate").click()
    expect(page.get_by_text("Brandcheck answers: Checked")).to_be_visible()


def test_administrators_see_on_every_page_that_the_gate_does_not_work_until_it_does(
    page: Page, wordpress: WordPress, brandcheck: Service
) -> None:
    wordpress.changed.add("all")
    settings = f"{wordpress.url}/wp-admin/options-general.php?page=brandcheck"
    trouble = page.locator(".brandcheck-trouble")
    says = (
        "Brandcheck’s gate does not work. Brandcheck does not accept this site’s key (401). Ask whoever looks"
    )

    page.goto(settings)
    page.get_by_label("Key", exact=True).fill("a key that has ended")
    page.get_by_role("button", name="Save Changes").click()
    expect(trouble).to_contain_text(says)
    expect(trouble).to_contain_text("Until then nothing can be published.")
    page.screenshot(path=SHOTS / "wordpress-trouble.png")
    page.goto(f"{wordpress.url}/wp-admin/edit.php")
    expect(trouble).to_contain_text(says)
    trouble.get_by_role("link", name="Settings").click()
    page.get_by_label("When Brandcheck can’t be reached").select_option("always")
    page.get_by_role("button", name="Save Changes").click()
    expect(trouble).to_contain_text("Until then everything goes out unchecked.")
    page.get_by_label("Key", exact=True).fill(brandcheck.key)
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Brandcheck answers: Checked")).to_be_visible()
    expect(trouble).to_have_count(0)
    page.get_by_label("Kit").fill("")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("The gate is off: nobody is asked")).to_be_visible()


@pytest.mark.parametrize("action", ["brandcheck_renew", "brandcheck_try"])
def test_nobody_else_does_that(page: Page, wordpress: WordPress, action: str) -> None:
    where = f"{wordpress.url}/wp-admin/admin-post.php"

    without_nonce = page.request.post(where, form={"action": action}, max_redirects=0)
    stranger = httpx2.post(where, data={"action": action}, timeout=30)

    assert without_nonce.status == 403
    assert "_brandcheck" not in stranger.text
    assert wordpress.run("return get_option('brandcheck_token');") == wordpress.token


def test_nothing_is_left_when_it_is_removed(wordpress: WordPress) -> None:
    assert wordpress.run(UNINSTALL) == [[], [], []]
