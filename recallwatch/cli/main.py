"""The ``recallwatch`` command: every subcommand is registered here and lives in a module beside this one."""

import typer

from recallwatch.logs import configure

from . import (
    answers,
    check,
    deliveries,
    importing,
    items,
    linking,
    mail,
    manners,
    notices,
    polling,
    privacy,
    review,
    secrets,
    service,
    sources,
    trying,
    webhooks,
    why,
)
from .output import errors_in_words

app = typer.Typer(
    name="recallwatch",
    help="Knows whether something you own was recalled, tells you once, and says why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

for module in (service, importing, notices, check, polling, deliveries, manners, answers, why, privacy):
    module.register(app)
for name, group in (
    *items.GROUPS.items(),
    ("review", review.review),
    ("links", linking.links),
    ("sources", sources.sources),
    ("mail", mail.mail),
    ("secrets", secrets.secrets),
    ("webhooks", webhooks.webhooks),
):
    app.add_typer(group, name=name)

sources.sources.command("try")(trying.try_)


def run() -> None:
    """Entry point of the installed command."""
    with errors_in_words():
        configure()
        app()


if __name__ == "__main__":
    run()
