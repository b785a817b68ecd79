"""What a reader can ask the server for: the list of publications, a page, one of its release's own files."""

from pathlib import Path
from typing import Any

from tornado import web
from voila.handler import BaseVoilaHandler

from workbench.errors import Withheld, WorkbenchError
from workbench.messages import _
from workbench.publishing.downloads import FILES_OFFERED
from workbench.publishing.manifest import check
from workbench.publishing.shell import CLOSED, OPEN
from workbench.publishing.withdrawn import require_current


class Address(BaseVoilaHandler):  # type: ignore[misc]
    """One address: French when it refuses, and nothing of the server's own in what it says."""

    policy = CLOSED

    def initialize(self, **given: Any) -> None:
        super().initialize(voila_configuration=self.settings["releases"].voila_configuration, **given)

    @property
    def served(self) -> Any:
        return self.settings["releases"]

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Content-Security-Policy", self.policy)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")

    def say(self, template: str, **words: Any) -> None:
        self.finish(self.get_template(template).render(base_url=self.base_url, **words))

    def refuse(self, status: int, said: str) -> None:
        """One sentence in place of the page."""
        self.set_status(status)
        self.say("refusal.html", said=said)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        if status_code in (403, 404, 405):
            self.refuse(404 if status_code == 405 else status_code, _("There is no such publication."))
        else:
            self.refuse(status_code, _("This page could not be prepared; tell the evaluation team."))

    def release(self, name: str) -> dict[str, str]:
        """The release of that name; 404 for any other word."""
        if name not in self.served.releases:
            raise web.HTTPError(404)
        found: dict[str, str] = self.served.releases[name]
        return found


class Index(Address):
    """Every publication, or the one that there is."""

    @web.authenticated
    async def get(self) -> None:
        releases = self.served.releases
        if len(releases) == 1:
            self.redirect(f"{self.base_url}voila/render/{next(iter(releases))}.ipynb")
            return
        self.say("tree.html", releases=[(name, one["title"]) for name, one in releases.items()])


class Page(Address):
    """One release."""

    @web.authenticated
    async def get(self, name: str) -> None:
        release = self.release(name)
        try:
            page = await self.served.shown(name)
        except WorkbenchError as why:
            self.refuse(410 if isinstance(why, Withheld) else 503, str(why))
            return
        self.xsrf_token  # noqa: B018 - sets the cookie without which a page cannot say that it leaves (voila#1458)
        if release["page"] == "workshop":
            self.set_header("Content-Security-Policy", OPEN)
        self.finish(page)

    @web.authenticated
    async def head(self, name: str) -> None:
        """Whether the server is there: what a phone asks that lost its kernel, and what starts none."""
        self.release(name)


class Download(Address):
    """A file of the release, as it is."""

    @web.authenticated
    async def get(self, name: str, file: str) -> None:
        folder = Path(self.release(name)["folder"])
        if file not in FILES_OFFERED:
            raise web.HTTPError(404)
        try:
            require_current(folder)
            check(folder)
        except WorkbenchError as why:
            self.refuse(410, str(why))
            return
        kind = "text/csv" if file.endswith(".csv") else "application/json"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{name}-{file}"')
        self.finish((folder / file).read_bytes())


class Nothing(Address):
    """Any other address."""

    @web.authenticated
    async def get(self) -> None:
        raise web.HTTPError(404)

    post = put = delete = patch = get
