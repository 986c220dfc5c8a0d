"""The plug-in's parts by themselves, under Node, and its names against the hook's."""

import json
import shutil
from pathlib import Path

from service.nouns.hooks import System
from tests.service.hooks.gates.naming import names
from tests.service.hooks.gates.packages import GATES, installed, ran

HERE = Path(__file__).parent


def test_it_does_what_it_says(tmp_path: Path):
    shutil.copytree(GATES / "strapi", tmp_path / "part")
    shutil.copy(HERE / "plugin.test.mjs", tmp_path)
    (tmp_path / "node_modules").symlink_to(installed(HERE / "app", "strapi"))

    ran("node", "--test", "plugin.test.mjs", place=tmp_path)


def test_an_entry_is_asked_about_under_the_name_that_the_hook_gives_it(tmp_path: Path):
    shutil.copytree(GATES / "strapi", tmp_path / "part")
    shutil.copy(HERE / "names.mjs", tmp_path)
    (tmp_path / "node_modules").symlink_to(installed(HERE / "app", "strapi"))
    common = {"id": 1, "documentId": "d1", "title": "Two words", "story": "Learn it between two swimmers."}
    entries = [{**common, "locale": locale} for locale in (None, "en", "de-AT")]
    sent = {"event": "entry.publish", "model": "article", "uid": "api::article.article"}

    told = json.loads(ran("node", "names.mjs", place=tmp_path, given=json.dumps(entries)))

    assert told == [names(System.STRAPI, {**sent, "entry": entry}) for entry in entries]
    assert [list(each) for each in told][1] == ["strapi/api::article.article/d1:en"]
