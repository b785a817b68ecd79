"""Coming in: a French page that asks for the password, links that end, and nobody who guesses."""

import uuid
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from voila.voila_identity_provider import VoilaLoginHandler

from workbench.messages import _, ngettext
from workbench.publishing.keys import Keys, Patience

DAYS = 0.5  # of a reader's cookie
LINK = "lien"


class Readers(IdentityProvider):
    """Readers without names: whoever gave the password or came by a link that has not ended."""

    keys: Keys | None = None  # nobody is asked for anything without keys
    patience = Patience()

    @property
    def auth_enabled(self) -> bool:
        return type(self).keys is not None

    async def get_user_token(self, handler: Any) -> User | None:
        """Nobody comes in with a token of Jupyter's."""
        return None

    def admitted(self) -> User:
        """A reader, of whom nothing is known."""
        return User(uuid.uuid4().hex, "lecteur", "lecteur", "L", None, None)

    def generate_anonymous_user(self, handler: Any) -> User:
        return self.admitted()

    def set_login_cookie(self, handler: Any, user: User) -> None:
        self.cookie_options = {"samesite": "Lax", "expires_days": DAYS}
        super().set_login_cookie(handler, user)


class LoginPage(VoilaLoginHandler):  # type: ignore[misc]
    """The page that asks for the password; every refusal is one sentence on it."""

    def _render(self, message: Any = None) -> None:
        said = next(iter(message.values())) if isinstance(message, dict) else message
        template = self.settings["voila_jinja2_env"].get_template("login.html")
        self.write(template.render(**self.template_namespace, said=said, next=self.get_argument("next", "")))

    @allow_unauthenticated
    def get(self) -> None:
        link = self.get_argument(LINK, "")
        keys = self.identity_provider.keys
        if not link or keys is None:
            super().get()
        elif keys.admits(link):
            self._enter()
        else:
            self.set_status(401)
            self._render(_("This link has ended; ask the evaluation team for another one."))

    @allow_unauthenticated
    async def post(self) -> None:
        provider, address = self.identity_provider, str(self.request.remote_ip)
        if waits := provider.patience.waits(address):
            minutes = -(-waits // 60)
            said = ngettext(
                "Too many wrong passwords: try again in {n} minute.",
                "Too many wrong passwords: try again in {n} minutes.",
                minutes,
            ).format(n=minutes)
            self.set_status(429)
            self._render(said)
            return
        if provider.keys is not None and provider.keys.opens(self.get_argument("password", "")):
            self._enter()
            return
        provider.patience.failed(address)
        self.log.warning("wrong password from %s", address)
        self.set_status(401)
        self._render(_("This is not the password."))

    def _enter(self) -> None:
        provider = self.identity_provider
        provider.set_login_cookie(self, provider.admitted())
        self.xsrf_token  # noqa: B018 - reading it sets the cookie, without which a page cannot say that it leaves
        self._redirect_safe(self.get_argument("next", self.base_url))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.set_status(status_code)
        self._render(_("The page was open for too long: type the password again."))


class Leave(VoilaLoginHandler):  # type: ignore[misc]
    """Going out: the cookie is taken back."""

    @allow_unauthenticated
    def get(self) -> None:
        self.identity_provider.clear_login_cookie(self)
        self.redirect(self.settings["login_url"])


__all__ = ["LINK", "Leave", "LoginPage", "Readers"]
