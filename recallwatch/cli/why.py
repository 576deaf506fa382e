"""``recallwatch why``: why did somebody get a message, or none?"""

from typing import Annotated

import typer

from .items import OwnerEmail, owner_by_email
from .output import AsJson, line, program


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(why)


def why(
    notice: Annotated[str, typer.Argument(help="A notice's id, such as us-cpsc:25338.")],
    owner: OwnerEmail,
    item: Annotated[str, typer.Option(help="Only this thing, by its id.")] = "",
    as_json: AsJson = False,
) -> None:
    """Tell why an owner got a message about a notice, or none: what we know, decided and sent, in order of time."""
    from recallwatch.flow.why import story_line
    from recallwatch.flow.why import why as tell

    with program() as context:
        story = tell(context, owner_by_email(context, owner).id, notice, item_id=item)
    if as_json:
        line(story_line(story))
        return
    typer.echo(f"{story.notice_id}  {story.title}\n{story.summary}")
    for each in story.items:
        typer.echo(f"\n{each.item.label} ({each.item.id}): {each.outcome}")
        for sentence in each.why:
            typer.echo(f"  - {sentence}")
    if story.moments:
        typer.echo("\nWhat happened:")
    for moment in story.moments:
        typer.echo(
            f"  {moment.at:%Y-%m-%d %H:%M}  {moment.text}" if moment.at else f"  now               {moment.text}"
        )
