"""``recallwatch secrets``: the keys under which channels' secrets stand in the database."""

import typer

from recallwatch.errors import UsageError

from .output import program

secrets = typer.Typer(help="Keys that encrypt what is secret in the database.", no_args_is_help=True)


@secrets.command("new-key")
def new_key() -> None:
    """Print a new key: put it first into the setting secret_keys, keep the earlier ones behind it, then rotate."""
    from recallwatch import tokens

    typer.echo(tokens.new_key())


@secrets.command("rotate")
def rotate() -> None:
    """Encrypt every secret anew under the first key; after that the earlier keys can be taken out."""
    from recallwatch.flow.audit import note

    with program() as context:
        with context.store.write() as unit:
            sealed, lost = unit.owners.reseal()
            note(unit, "keys rotated", who="operator", now=context.now(), words=f"{sealed} secrets")
        typer.echo(f"{sealed} secrets were encrypted anew")
        if lost:
            what = f"{lost} secrets cannot be opened with any key that is here"
            raise UsageError(f"{what}: add the key they were encrypted with to secret_keys, and rotate again")
