"""Voila, with the few addresses that a reader of releases needs and no other.

A dashboard is one approved page, the same for all its readers: Voila runs its notebook once, in a kernel that ends
with it, and what came of it is shown for as long as the release on the disk is the same to the byte. A workshop's page
holds a kernel for each reader, because it takes answers: it goes with its reader, or after ten idle minutes.
"""

import asyncio
import os
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.handlers import _kernel_id_regex
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from tornado.ioloop import IOLoop
from voila.app import Voila
from voila.notebook_renderer import NotebookRenderer
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler

from workbench.errors import WorkbenchError
from workbench.messages import _
from workbench.publishing import addresses, login
from workbench.publishing.channel import Channel
from workbench.publishing.keys import Keys
from workbench.publishing.manifest import LIVE, check
from workbench.publishing.reader import VARIABLE
from workbench.publishing.withdrawn import require_current

MOST = 100  # kernels at once: with what they share, about two gigabytes


class Quiet(ServerKernelManager):
    """A kernel that tells nobody of its own life: the events of Jupyter have no listener here, and each kernel would
    read their schema anew."""

    def emit(self, schema_id: str, data: object) -> None:
        pass


class Compiled(BytecodeCache):
    """The page's templates, compiled for the first reader and kept for the others; a changed one is compiled again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


class Releases(Voila):  # type: ignore[misc]
    """The server of some releases. Call `take` before `initialize`."""

    name = "workbench-releases"

    def take(self, given: dict[str, Any]) -> None:
        """What to serve and to whom: see `server.main`."""
        self.releases: dict[str, dict[str, str]] = given["releases"]
        self.hosts: list[str] = ["localhost", *given.get("hosts", ())]
        self.identity_provider_class = login.Readers
        login.Readers.keys = Keys(**given["keys"]) if given.get("keys") else None
        self._shown: dict[str, tuple[str, str]] = {}  # name -> (digest, page)
        self._making: dict[str, asyncio.Lock] = {}
        self._templates = Compiled()

    def init_settings(self) -> dict[str, Any]:
        made: dict[str, Any] = super().init_settings()
        self.identity_provider.login_handler_class = login.LoginPage
        self.identity_provider.logout_handler_class = login.Leave
        # Voila takes any Host header; here only this machine's names and those that the administrator gave
        return made | {"allow_remote_access": False, "local_hostnames": self.hosts, "releases": self}

    def init_handlers(self) -> list[Any]:
        """Every address there is. What is not named here does not exist."""
        return [
            (r"/", addresses.Index),
            (r"/login", login.LoginPage),
            (r"/logout", login.Leave),
            (r"/voila/render/([^/]+)\.ipynb", addresses.Page),
            (r"/voila/render/([^/]+)/([a-z]+\.[a-z]+)", addresses.Download),
            (rf"/api/kernels/{_kernel_id_regex}/channels", Channel),
            (r"/voila/api/shutdown/(.*)", VoilaShutdownKernelHandler),
            (r".*", addresses.Nothing),
        ]

    def listen(self) -> None:
        """Listen once the pages are made: the first reader waits for nothing."""
        IOLoop.current().run_sync(self.warm)
        super().listen()

    async def warm(self) -> None:
        for name, release in self.releases.items():
            if release["page"] not in LIVE:
                try:
                    await self.shown(name)
                except WorkbenchError as why:
                    self.log.warning("%s: %s", name, why)

    async def shown(self, name: str) -> str:
        """The page of a release as HTML; raises BundleBroken when the release is no longer what was approved."""
        release = self.releases[name]
        folder = Path(release["folder"])
        require_current(folder)
        digest = check(folder).digest
        if release["page"] in LIVE:
            if len(self.kernel_manager.list_kernel_ids()) >= MOST:
                raise WorkbenchError(why=_("too many people are reading this page at once; try again in a few minutes"))
            return await self.run(name, keep=True)
        async with self._making.setdefault(name, asyncio.Lock()):
            if name not in self._shown or self._shown[name][0] != digest:
                self._shown[name] = (digest, await self.run(name, keep=False))
        return self._shown[name][1]

    async def run(self, name: str, *, keep: bool) -> str:
        """Voila's rendering of the release's notebook; the kernel stays only to be spoken to."""
        renderer = NotebookRenderer(
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            notebook_path=f"{name}.ipynb",
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={},
        )
        await renderer.initialize()
        renderer.exporter.environment.bytecode_cache = self._templates
        env = {**os.environ, VARIABLE: self.releases[name]["folder"], "VOILA_APP_PORT": str(self.port)}
        kernel = await ensure_async(self.kernel_manager.start_kernel(kernel_name="python3", env=env))
        try:
            page: str = await renderer.generate_content_str(kernel, self.kernel_manager.get_kernel(kernel))
        except BaseException:
            keep = False
            raise
        finally:
            if not keep:
                await ensure_async(self.kernel_manager.shutdown_kernel(kernel, now=True))
        return page
