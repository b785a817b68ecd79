"""What passes between a browser and the kernel of a page: the few messages that a widget needs, and no other.

Dashboards need none: their kernel is gone before they are read. A workshop's page speaks to its kernel, which checks
each answer against the findings of its release. Everything else is refused here, before it reaches a kernel.
"""

import json
from collections.abc import Mapping
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_binary_message, deserialize_msg_from_ws_v1
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler, read_header_from_binary_message

from workbench.messages import _

LARGEST = 64_000  # bytes of one message: an answer of four thousand characters fits several times
GONE = 4404  # why a channel is closed whose kernel is no more
CONTROL = "jupyter.widget.control"  # how the browser asks for the state of widgets that are there
IN = frozenset({"comm_info_request", "kernel_info_request", "comm_open", "comm_msg", "comm_close"})
OUT = frozenset({"comm_open", "comm_msg", "comm_close", "comm_info_reply", "kernel_info_reply"})  # busy and idle: no


def refused(kind: str, content: Mapping[str, Any], size: int) -> bool:
    """Whether a message of a browser is none that a page's widgets send: it is not passed on."""
    if kind not in IN or size > LARGEST:
        return True
    data = content.get("data")
    method = data.get("method") if isinstance(data, Mapping) else None
    if kind == "comm_open":
        return content.get("target_name") != CONTROL
    if kind == "comm_msg":
        return method not in {"request_state", "request_states", "custom"}
    return False


class Channel(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The WebSocket of one page."""

    def on_message(self, ws_message: Any) -> None:
        try:
            kind, content = self._read(ws_message)
        except Exception:
            kind, content = "", {}  # what cannot be read is refused like what may not be said
        if refused(kind, content, len(ws_message)):
            self.log.warning("refused a message of kind %r", kind[:40])
            super(VoilaKernelWebsocketHandler, self).write_message({"refused": _("This page takes no such message.")})
            self.close(1008)
            return
        if self._alone():
            self.close(GONE)  # nobody would answer; the page asks for a new one, with another kernel
            return
        super().on_message(ws_message)

    def _alone(self) -> bool:
        """Whether the kernel's process ended: it is not started again, and Jupyter says nothing of it."""
        if self.kernel_id not in self.kernel_manager:
            return True
        process = self.kernel_manager.get_kernel(self.kernel_id).provisioner.process
        return process is None or process.poll() is not None

    def _read(self, message: Any) -> tuple[str, Mapping[str, Any]]:
        if self.connection.subprotocol == "v1.kernel.websocket.jupyter.org":
            _channel, parts = deserialize_msg_from_ws_v1(message)
            header, content = json.loads(parts[0]), json.loads(parts[3])
        else:
            whole = deserialize_binary_message(message) if isinstance(message, bytes) else json.loads(message)
            header, content = whole["header"], whole["content"]
        return str(header["msg_type"]), content

    def write_message(self, message: Any, binary: bool = False) -> Any:
        """Sends what belongs to widgets; whatever a kernel prints, shows or fails at stays in the server's log."""
        if isinstance(message, bytes):
            header: Any = read_header_from_binary_message(message)
        else:
            header = json.loads(message)["header"] if isinstance(message, str) else message.get("header")
        kind = (header or {}).get("msg_type")
        if kind not in OUT:
            self.log.debug("kept a message of kind %s to ourselves", kind)
            return None
        return super().write_message(message, binary)
