"""What all tests share."""

import pytest

from tests.a_demo import make_once


@pytest.fixture(scope="session")
def demo(tmp_path_factory, request):
    """The demonstration study's folder, not to be changed, and what making it printed."""
    base = tmp_path_factory.getbasetemp()
    shared = base if not hasattr(request.config, "workerinput") else base.parent  # one folder for all processes
    return make_once(shared)
