"""Releases: built, checked, served."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.commands.console import AsJson, Study, example, group, show_json, who
from workbench.commands.serving import DOOR, HOURS, keep_serving, keys_from
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
    json_: AsJson = False,
) -> None:
    from dataclasses import asdict

    from workbench.publishing.verify import verify as check
    from workbench.publishing.withdrawn import require_current

    require_current(bundle)
    report = check(bundle)
    if json_:
        show_json(asdict(report) | {"verified": True})
    else:
        typer.echo(_("{bundle}: verified.").format(bundle=bundle))


@app.command(
    help=_("Serve a release, or a folder of releases, on this machine."), epilog=example("serve sortie --port 8866")
)
def serve(
    bundle: Annotated[Path, typer.Argument(metavar=_("RELEASE"), help=_("The release's folder."), show_default=False)],
    port: Annotated[int, typer.Option(help=_("Where to serve."))] = 8866,
    password_file: Annotated[
        Path | None, typer.Option(help=_("A file that holds the readers' password; without one, a new one is printed."))
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help=_("Ask for no password: only for releases made for the public."))
    ] = False,
    link_hours: Annotated[float, typer.Option(help=_("For how long the printed link lets somebody in."))] = HOURS,
    host: Annotated[list[str], typer.Option(help=_("The name under which a proxy is asked for these pages."))] = DOOR,
) -> None:
    from workbench.publishing.recall_here import recall_here

    recall_here(bundle)
    keep_serving(bundle, port, keys=keys_from(bundle, password_file, open_=open_), hours=link_hours, hosts=host)


@app.command(
    help=_("Print a release, or a folder of releases, to pages that need no server."),
    epilog=example("static sortie --out site"),
)
def static(
    bundle: Annotated[Path, typer.Argument(metavar=_("RELEASE"), help=_("The release's folder."), show_default=False)],
    out: Annotated[Path, typer.Option(help=_("The folder to make."))],
    json_: AsJson = False,
) -> None:
    from workbench.publishing.recall_here import recall_here
    from workbench.publishing.static import write

    recall_here(bundle)
    files = write(bundle, out)
    size = sum(path.stat().st_size for path in files)
    if json_:
        show_json({"files": [path.relative_to(out).as_posix() for path in files], "bytes": size})
    else:
        start = out / "index.html"
        typer.echo(_("{n} files, {size} kB in all; open {start}").format(n=len(files), size=size // 1000, start=start))


@app.command(
    help=_("Take back every release that somebody no longer agrees to, and say where they lie."),
    epilog=example("recall demo-asg --json"),
)
def recall(folder: Study, json_: AsJson = False) -> None:
    from workbench import study
    from workbench.publishing.recall import recall as take_back

    with study.open_study(folder) as opened:
        found = take_back(opened)
    if json_:
        show_json([{"id": r.id, "digest": r.digest, "path": r.path, "marked": r.notice is not None} for r in found])
        return
    for one in found:
        said = _("taken back here") if one.notice else _("no longer where it was made: carry the notice to it")
        typer.echo(f"{one.id}  {one.path}  {said}")
    if not found:
        typer.echo(_("Every release may still be read."))
