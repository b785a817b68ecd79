"""A page names its territory as study.toml does."""

from types import SimpleNamespace

import pytest

from workbench.publishing import contents


@pytest.mark.parametrize(
    ("territory", "settings", "said"),
    [
        ("77", {"place": "Seine-et-Marne"}, "Seine-et-Marne"),
        ("77", {}, "département 77"),
        (None, {}, "les deux départements"),
        (None, {"place": "l’Île-de-France"}, "l’Île-de-France"),
    ],
)
def test_a_territory_is_called_by_its_name(territory, settings, said):
    study = SimpleNamespace(settings={"audience": {"cellule": settings}})
    material = SimpleNamespace(audience="cellule", territory=territory, study=study)
    assert contents._where(material) == said
