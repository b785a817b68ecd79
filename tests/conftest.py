"""What all tests share."""

import os

import pytest
from hypothesis import settings

from tests.a_demo import make_once

# The same examples on every machine, however slow, so that a red run is the change's doing. To search among others:
# HYPOTHESIS_PROFILE=default make test
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory, request):
    """The demonstration study's folder, not to be changed, and what making it printed."""
    base = tmp_path_factory.getbasetemp()
    shared = base if not hasattr(request.config, "workerinput") else base.parent  # one folder for all processes
    return make_once(shared)
