"""What a browser may say to a kernel: an allow-list, tried with what an intruder would send."""

import pytest

from workbench.publishing.channel import LARGEST, OUT, refused

ANSWER = {"data": {"method": "custom", "content": {"op": "answer", "finding": "F1"}}}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("execute_request", {"code": "open('/etc/passwd').read()"}),
        ("inspect_request", {"code": "x"}),
        ("complete_request", {"code": "x"}),
        ("history_request", {}),
        ("input_reply", {"value": "x"}),
        ("shutdown_request", {}),
        ("interrupt_request", {}),
        ("debug_request", {}),
        ("comm_open", {"target_name": "jupyter.widget", "data": {"state": {"_model_name": "FileUploadModel"}}}),
        ("comm_open", {}),
        ("comm_msg", {"data": {"method": "update", "state": {"findings": []}}}),
        ("comm_msg", {"data": "x"}),
        ("comm_msg", {}),
        ("", {}),
    ],
)
def test_what_no_page_sends_is_refused(kind, content):
    assert refused(kind, content, 100)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("kernel_info_request", {}),
        ("comm_info_request", {}),
        ("comm_open", {"target_name": "jupyter.widget.control"}),
        ("comm_msg", {"data": {"method": "request_states"}}),
        ("comm_msg", ANSWER),
    ],
)
def test_what_a_page_needs_passes(kind, content):
    assert not refused(kind, content, 100)


def test_what_is_too_long_is_refused():
    assert refused("comm_msg", ANSWER, LARGEST + 1)


def test_a_kernel_s_being_busy_is_nobody_s_business():
    assert not {"status", "stream", "error", "display_data", "execute_result"} & OUT
