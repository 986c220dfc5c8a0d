"""The plug-in's parts by themselves, under Node."""

import shutil
from pathlib import Path

from tests.service.hooks.gates.packages import GATES, ran

HERE = Path(__file__).parent


def test_it_does_what_it_says(tmp_path: Path):
    shutil.copytree(GATES / "strapi", tmp_path / "part")
    shutil.copy(HERE / "plugin.test.mjs", tmp_path)

    ran("node", "--test", "plugin.test.mjs", place=tmp_path)
