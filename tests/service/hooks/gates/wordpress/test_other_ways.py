"""All ways into WordPress: nothing goes public that may not, and nothing is lost."""

import xmlrpc.client

import pytest
from playwright.sync_api import Page, expect

from tests.service.hooks.gates.wordpress.conftest import SHOTS
from tests.service.hooks.gates.wordpress.site import PASSWORD, WordPress

BAD = "<p>Ottermere is the cheapest choice for your pool.</p>"
WORSE = "<p>Ottermere costs less than any other, and is good value.</p>"
GOOD = "<p>If you can read a swimming timetable, you can use Ottermere.</p>"
TITLE = "Learn it between two swimmers"
HOSTILE = "Cheapest <img src=x onerror=window.harmed=1> & “more”"
INSERT = """return wp_insert_post(wp_slash(array_filter(array(
    'post_title' => $given[0],
    'post_content' => $given[1],
    'post_status' => $given[2],
    'post_date' => $given[3],
))));"""
UPDATE = "return wp_update_post(wp_slash(array('ID' => $given[0], 'post_content' => $given[1])));"
TOLD = "$post = get_post($given); return array($post->post_status, $post->post_content);"
KEPT = "$kept = wp_get_post_autosave($given); return $kept ? $kept->post_content : '';"


def made(wordpress: WordPress, body: str, status: str = "publish", date: str | None = None) -> object:
    """Return the number of a new post that somebody wanted to have this *status*."""
    return wordpress.run(INSERT, [TITLE, body, status, date])


@pytest.mark.parametrize(
    ("body", "wanted", "becomes"),
    [
        (BAD, "publish", "draft"),
        (GOOD, "publish", "publish"),
        (BAD, "draft", "draft"),
        (BAD, "private", "private"),
    ],
)
def test_a_program_s_draft_that_breaks_a_guideline_stays_one(
    wordpress: WordPress, body: str, wanted: str, becomes: str
) -> None:
    post = made(wordpress, body, wanted)

    assert wordpress.run(TOLD, post) == [becomes, body]


def test_what_is_to_go_out_later_is_asked_about_now(wordpress: WordPress) -> None:
    post = made(wordpress, BAD, "future", "2099-01-01 00:00:00")

    assert wordpress.run(TOLD, post) == ["draft", BAD]


def test_a_public_post_keeps_its_words_and_the_new_ones_are_its_autosave(wordpress: WordPress) -> None:
    post = made(wordpress, GOOD)

    wordpress.run(UPDATE, [post, BAD])
    wordpress.run(UPDATE, [post, WORSE])

    assert wordpress.run(TOLD, post) == ["publish", GOOD]
    assert wordpress.run(KEPT, post) == WORSE


def test_xml_rpc_leaves_a_draft(wordpress: WordPress) -> None:
    with xmlrpc.client.ServerProxy(f"{wordpress.url}/xmlrpc.php") as server:
        content = {"post_title": TITLE, "post_content": BAD, "post_status": "publish"}
        post = server.wp.newPost(1, "editor", PASSWORD, content)

    assert wordpress.run(TOLD, int(str(post))) == ["draft", BAD]


def test_the_classic_editor_says_why(page: Page, wordpress: WordPress) -> None:
    page.goto(f"{wordpress.url}/wp-admin/post-new.php?post_type=page", wait_until="domcontentloaded")
    page.locator("#title").fill(HOSTILE)
    page.locator("#content-html").click()
    page.locator("#content").fill(BAD)
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    page.locator("#publish:not(.disabled)").click()

    notice = page.locator(".brandcheck-held")
    expect(notice).to_contain_text("Not published")
    expect(notice).to_contain_text(HOSTILE)
    expect(notice).to_contain_text("“Ottermere is the cheapest choice for your pool.”")
    expect(notice).to_contain_text("It is kept as a draft.")
    expect(page.get_by_text("Page published")).to_have_count(0)
    expect(page.locator("#brandcheck")).to_contain_text("never-sell-on-price")
    assert page.evaluate("window.harmed") is None
    page.screenshot(path=SHOTS / "wordpress-classic.png")
    post = int(page.locator("#post_ID").input_value())
    assert wordpress.run("return get_post_status($given);", post) == "draft"


def test_quick_edit_leaves_a_draft_and_the_next_page_says_why(page: Page, wordpress: WordPress) -> None:
    post = made(wordpress, BAD, "draft")
    page.goto(f"{wordpress.url}/wp-admin/edit.php", wait_until="domcontentloaded")
    row = page.locator(f"#post-{post}")
    row.hover()
    row.get_by_role("button", name="Quick edit").click()
    page.locator(f"#edit-{post}").get_by_label("Status").select_option("publish")
    page.locator(f"#edit-{post}").get_by_role("button", name="Update").click()

    expect(row.locator("td.column-brandcheck")).to_contain_text("Held back")
    assert wordpress.run("return get_post_status($given);", post) == "draft"
    page.goto(f"{wordpress.url}/wp-admin/edit.php", wait_until="domcontentloaded")
    expect(page.locator(".brandcheck-held")).to_contain_text("cheapest choice")
    page.goto(f"{wordpress.url}/wp-admin/edit.php", wait_until="domcontentloaded")
    expect(page.locator(".brandcheck-held")).to_have_count(0)


REST = """
    $post = wp_insert_post(wp_slash(array('post_title' => 'Old', 'post_content' => $given['stored'])));
    if ($given['public']) { wp_publish_post($post); }
    $request = new WP_REST_Request('POST', "/wp/v2/posts/$post" . $given['route']);
    $request->set_body_params($given['sent']);
    $answer = rest_do_request($request);
    $now = get_post($post);
    $told = $answer->get_data()['code'] ?? '';
    return array($answer->get_status(), $now->post_status, $now->post_content, $told);
"""


@pytest.mark.parametrize(
    ("stored", "public", "route", "sent", "told"),
    [
        (GOOD, False, "", {"status": "publish", "content": BAD}, [422, "draft", GOOD, "brandcheck_refused"]),
        (BAD, False, "", {"status": "publish"}, [422, "draft", BAD, "brandcheck_refused"]),
        (BAD, False, "", {"content": WORSE}, [200, "draft", WORSE, ""]),
        (GOOD, True, "", {"content": BAD}, [422, "publish", GOOD, "brandcheck_refused"]),
        (BAD, True, "", {"sticky": True}, [200, "publish", BAD, ""]),
        (BAD, True, "", {"content": GOOD}, [200, "publish", GOOD, ""]),
        (GOOD, True, "/autosaves", {"content": BAD}, [200, "publish", GOOD, ""]),
    ],
)
def test_the_rest_api_refuses_what_would_go_public_and_nothing_else(  # noqa: PLR0913, PLR0917 - a table
    wordpress: WordPress,
    stored: str,
    public: bool,  # noqa: FBT001 - a table
    route: str,
    sent: dict[str, object],
    told: list[object],
) -> None:
    given = {"stored": stored, "public": public, "route": route, "sent": sent}

    assert wordpress.run(REST, given) == told


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("publish", [503, "draft", GOOD, "brandcheck_refused"]),
        ("hold", [503, "draft", GOOD, "brandcheck_refused"]),
        ("always", [200, "publish", GOOD, ""]),
    ],
)
def test_a_wrong_key_publishes_only_where_somebody_said_so(
    wordpress: WordPress, policy: str, told: list[object]
) -> None:
    wordpress.set(key="another", when_unreachable=policy)
    given = {"stored": GOOD, "public": False, "route": "", "sent": {"status": "publish"}}

    assert wordpress.run(REST, given) == told


def test_types_that_are_not_chosen_are_let_through(wordpress: WordPress) -> None:
    wordpress.set(post_types=["page"])
    post = made(wordpress, BAD)
    wordpress.set(post_types=["post", "page"])

    assert wordpress.run(TOLD, post) == ["publish", BAD]
