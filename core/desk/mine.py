"""Lists a person's videos, in numbered rows that can be pointed at."""

from core import buttons
from core.desk.clips.labels import labels
from core.desk.clips.rows import show_rows
from core.desk.reports import MOST_ROWS, job_row
from core.desk.turn import Turn


async def mine(turn: Turn) -> None:
    """List this person's last videos here, the newest first."""
    jobs = await turn.own_jobs(limit=MOST_ROWS, also_forgotten=True)
    if not jobs:
        await turn.tell("mine.none")
        return
    called = labels(turn.desk.phrases, jobs, turn.language, now=turn.now)
    rows = []
    for place, one in enumerate(jobs, start=1):
        row = job_row(turn, one, called[one.id]).removeprefix(turn.words("mine.mark"))
        rows.append(turn.words("mine.row", n=place, row=row))
        if one.url and one.phase.is_made:
            rows.append(f"  {one.url}")
    text = turn.desk.phrases.lines(turn.words("mine.header"), *rows)
    show_rows(turn, jobs)
    await turn.say(
        text, buttons=buttons.in_list(turn.desk.phrases, jobs, called, turn.language), private=True
    )
