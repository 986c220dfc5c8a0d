"""What the plugin makes of answers that are none of a gate's: a wrong set-up is no outage."""

from typing import Any

from tests.service.hooks.gates import answers
from tests.service.hooks.gates.wordpress.site import WordPress

TRIED = """
    $told = array();
    foreach ($given as $site) {
        $set = static fn($all) => array_merge($all, $site);
        add_filter('option_brandcheck', $set);
        $answer = Brandcheck\\Gate::tried();
        remove_filter('option_brandcheck', $set);
        $told[] = array(
            'refused' => $answer->isRefused,
            'because' => $answer->because,
            'says' => $answer->says,
            'problem' => $answer->problem,
        );
    }
    delete_option('brandcheck_trouble');
    return $told;
"""
TROUBLE = """
    $told = array();
    foreach ($given as $site) {
        $set = static fn($all) => array_merge($all, $site);
        add_filter('option_brandcheck', $set);
        Brandcheck\\Gate::tried();
        remove_filter('option_brandcheck', $set);
        $told[] = get_option('brandcheck_trouble')['because'] ?? '';
    }
    delete_option('brandcheck_trouble');
    return $told;
"""


def test_what_counts_as_a_wrong_set_up_and_what_as_an_outage(wordpress: WordPress) -> None:
    with answers.answering() as url:
        sites = answers.sites(url, "when_unreachable")
        told = wordpress.run(TRIED, [{**site, "when_unreachable": _called(site)} for site in sites])

    assert told == answers.all_expected()


def test_a_site_that_may_ask_nobody_is_set_up_wrongly(wordpress: WordPress) -> None:
    told: Any = wordpress.run(TRIED, [{"url": "http://brandcheck.example"}])

    assert (told[0]["refused"], told[0]["because"]) == (True, "misconfigured")
    assert told[0]["problem"].startswith("Brandcheck can’t be asked as this site is set up (User has blocked")


def test_a_connection_that_ends_too_early_is_an_outage(wordpress: WordPress) -> None:
    with answers.answering() as url:
        told: Any = wordpress.run(TRIED, [{"url": url + answers.CUT_OFF}])

    assert (told[0]["refused"], told[0]["because"]) == (False, "unreachable")


def test_trouble_is_noted_until_the_gate_works_and_one_long_post_is_none(wordpress: WordPress) -> None:
    places = {answer.status: place for place, answer in enumerate(answers.ANSWERS)}
    with answers.answering() as url:
        given = [{"url": f"{url}/{places[status]}"} for status in (413, 422, 413, 503)]
        told = wordpress.run(TROUBLE, [*given, {}])

    assert told == ["", "misconfigured", "misconfigured", "unreachable", ""]


def _called(site: dict[str, str]) -> str:
    """Return what the plugin calls a site's policy."""
    return "hold" if site["when_unreachable"] == "refuse" else site["when_unreachable"]
