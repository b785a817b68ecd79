"""What all screens share comes first, under the prefix of the screen that asks for it, and nothing under another's."""

import re

import pytest

from workbench.widgets.coder import Coder
from workbench.widgets.compare import Compare
from workbench.widgets.css import FOLDER, styled
from workbench.widgets.pseudonyms import Pseudonyms
from workbench.widgets.register import Register
from workbench.widgets.retrieve import Retrieve


def test_the_common_rules_take_the_prefix_and_the_screens_own_come_after() -> None:
    whole = styled("wbp", "pseudonyms.css")
    assert whole.index(".wbp-button {") < whole.index(".wbp-button { text-align: start; }")
    assert 'body[data-jp-theme-light="false"] .wbp { --accent' in whole
    assert "/*" not in whole


@pytest.mark.parametrize(
    ("screen", "prefix"),
    [(Coder, "wbc"), (Pseudonyms, "wbp"), (Compare, "wbr"), (Retrieve, "wbr"), (Register, "wba")],
)
def test_a_screen_names_its_own_classes_alone(screen: type, prefix: str) -> None:
    css = str(screen._css)
    assert set(re.findall(r"\.(wb[a-z]*)\b", css)) == {prefix}
    used = set(re.findall(r"var\((--[a-z0-9-]+)", css))
    assert {name for name in used if f"{name}:" not in css and not name.startswith("--jp-")} <= {
        "--lanes",
        "--lane",
        "--depth",
    }


def test_no_screen_says_again_what_all_share() -> None:
    own = [p.read_text("utf-8") for p in FOLDER.glob("*.css") if p.name not in {"common.css", "workshop.css"}]
    assert len(own) == 4
    for shared in (
        ":focus-visible { outline: 2px",
        "[hidden]",
        "--accent: #0b5cad",
        "--jp-layout-color0",
        "::selection",
    ):
        assert not [text for text in own if shared in text], shared
