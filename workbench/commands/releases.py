"""Releases: built, checked, served."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.console import Study, example, group, who
from workbench.commands.serving import keep_serving
from workbench.messages import _

app = group()


@app.command(
    help=_("Build and verify a release for one audience."),
    epilog=example("release demo-asg --audience cellule-77 --out sortie"),
)
def release(
    folder: Study,
    audience: Annotated[str, typer.Option(help=_("An audience of study.toml."))],
    out: Annotated[Path, typer.Option(help=_("The folder to make."))],
    approved: Annotated[list[str], typer.Option(help=_("Who approves; twice, two different people."))],
) -> None:
    from workbench import study
    from workbench.publishing.assemble import release as build

    with study.open_study(folder) as opened:
        manifest = build(opened, audience, out, approved=approved, by=who())
    typer.echo(
        _("Release {digest} for {audience} in {out}, verified.").format(
            digest=manifest.digest[:12], audience=audience, out=out
        )
    )


@app.command(help=_("Check a release from its own files alone."), epilog=example("verify sortie"))
def verify(
    bundle: Annotated[Path, typer.Argument(metavar=_("RELEASE"), help=_("The release's folder."), show_default=False)],
) -> None:
    from workbench.publishing.verify import verify as check

    check(bundle)
    typer.echo(_("{bundle}: verified.").format(bundle=bundle))


@app.command(
    help=_("Serve a release, or a folder of releases, on this machine."), epilog=example("serve sortie --port 8866")
)
def serve(
    bundle: Annotated[Path, typer.Argument(metavar=_("RELEASE"), help=_("The release's folder."), show_default=False)],
    port: Annotated[int, typer.Option(help=_("Where to serve."))] = 8866,
) -> None:
    keep_serving(bundle, port)
