"""Commands that serve: serve."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.make import OUTPUT

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@app.command()
def serve(
    store: Annotated[Path, typer.Option("--store", help="Output folder of a build, or a store in a folder.")] = OUTPUT,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Address to listen on; only this machine, unless another is given.")
    ] = "127.0.0.1",
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds that a question may run.")] = 20.0,
    row_limit: Annotated[int, typer.Option(min=1, help="Rows or triples of one answer.")] = 10_000,
    workers: Annotated[int, typer.Option(min=1, help="Questions that run at once.")] = 2,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(help="Let web pages of this origin ask too; repeat for more.", show_default=False),
    ] = None,
) -> None:
    """Serve the graph: SPARQL endpoint and editor, pages of entities and reports, search. 在本机提供查询服务。"""
    from kg.server import make_app, open_socket, run_app
    from kg.server.limits import Limits

    limits = Limits(seconds=time_limit, rows=row_limit, workers=workers)
    local = host in _LOOPBACK
    application = make_app(
        store, limits=limits, origins=allow_origin or (), hosts=("127.0.0.1", "localhost", "[::1]") if local else ()
    )
    listening = open_socket(host, port)
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"http://{shown}:{listening.getsockname()[1]}/  ({store}; Ctrl-C stops)")
    if not local:
        typer.echo("Whoever can reach this machine can now read this graph.", err=True)
    run_app(application, listening)
