"""The wire between a page of Jupyter and its kernel, without the wait that small answers suffer on it.

An extension of Jupyter's server, which the installed package switches on in its environment.
"""

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

CHOSEN = "kernel_websocket_connection_class"


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each message of a kernel to the page at once.

    A kernel says "busy" just before it answers. Unless told otherwise, the system holds the answer back until the page
    has confirmed the first message, for which a page may take its time: some 40 ms, in one gesture out of fifteen.
    """

    def connect(self) -> Any:
        """As the server does it, on a connection that waits for no confirmation."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    settings = server.web_app.settings
    if settings[CHOSEN] is ZMQChannelsWebsocketConnection:  # whoever chose another keeps it
        settings[CHOSEN] = PromptConnection
