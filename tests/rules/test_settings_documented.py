"""docs/settings.md lists the settings of annotator/config.py, each with its default and meaning, and no other."""

from __future__ import annotations

import re

from annotator.config import ROOT, SETTINGS, Setting

ROW = re.compile(r"^\| `WIRECHECK_(\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def written_default(setting: Setting) -> str:
    """The default as a person would put it into the environment."""
    if setting.default == "":
        return "empty"
    return f"`{int(setting.default) if setting.kind is bool else setting.default}`"


def test_the_settings_page_says_what_the_code_does() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    documented = {row[0]: (row[1], row[2]) for row in ROW.findall(page)}
    assert documented == {
        setting_name: (written_default(setting), setting.meaning) for setting_name, setting in SETTINGS.items()
    }
