"""Prints docs/case-states.md: the states of a case as a diagram and a table, from the code."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.case.commands.intake import ReceiveApplication
from openimr.case.commands.issuing import Withdraw
from openimr.case.model import State
from openimr.case.permissions import PERMITTED
from openimr.case.policies import in_words
from openimr.case.states import STATES

INTRODUCTION = """# States of a case

Written by `make docs` from the one table in `src/openimr/case/states.py`. What each step
refuses: [the life of a case](case.md).

Steps that leave the state as it is are not drawn; the table has them.
"""

OPEN = tuple(state for state, row in STATES.items() if Withdraw in row.moves)
"""States before the letter is issued; whatever leads out of all of them is drawn once."""


def name(state: State) -> str:
    """A state's name for the diagram."""
    return state.value.replace(" ", "_")


def from_every_open_state() -> dict[tuple[str, State], None]:
    """Arrows that start in every open state."""
    shared = [set(arrows(state)) for state in OPEN]
    return dict.fromkeys(one for one in arrows(OPEN[0]) if all(one in rest for rest in shared))


def arrows(state: State) -> Iterator[tuple[str, State]]:
    """Steps that lead out of a state."""
    for command, following in STATES[state].moves.items():
        for after in following:
            if after is not state:
                yield in_words(command), after


def joined(state: State) -> dict[State, list[str]]:
    """For each state that can follow, every step that leads there and is not drawn once for all."""
    once = from_every_open_state() if state in OPEN else {}
    steps: dict[State, list[str]] = {}
    for step, after in arrows(state):
        if (step, after) not in once:
            steps.setdefault(after, []).append(step)
    return steps


def drawn(inside: bool) -> Iterator[str]:
    """The arrows between open states, or all the others."""
    for state in STATES:
        for after, steps in joined(state).items():
            if (state in OPEN and after in OPEN) is inside:
                yield f"{name(state)} --> {name(after)}: {', '.join(steps)}"


def diagram() -> Iterator[str]:
    """The states as Mermaid draws them."""
    yield from ("```mermaid", "stateDiagram-v2", f"    [*] --> {name(State.RECEIVED)}")
    yield '    state "until the letter is issued" as open {'
    yield from (f'        state "{state.value}" as {name(state)}' for state in OPEN)
    yield from (f"        {line}" for line in drawn(inside=True))
    yield "    }"
    yield from (f"    {line}" for line in drawn(inside=False))
    yield from (f"    open --> {name(after)}: {step}" for step, after in from_every_open_state())
    yield from (f"    {name(State.CLOSED)} --> [*]", "```", "")


def table() -> Iterator[str]:
    """Every state: whose it is, what it waits for, and every step."""
    by = ", ".join(role.value for role in PERMITTED[ReceiveApplication])
    yield f"A case begins with *{in_words(ReceiveApplication)}* ({by}), in **received**.\n"
    for state, row in STATES.items():
        yield f"## {state.value[0].upper()}{state.value[1:]}\n"
        yield f"On the list of: {row.owner.value}. Waits for: {row.waits_for}.\n"
        if not row.moves:
            continue
        yield "| step | by | leads to |\n| --- | --- | --- |"
        for command, following in row.moves.items():
            roles = ", ".join(role.value for role in PERMITTED[command])
            after = ", ".join("stays" if one is state else one.value for one in following)
            yield f"| {in_words(command)} | {roles} | {after} |"
        yield ""


def main() -> None:
    """Print the page."""
    lines = [INTRODUCTION, *diagram(), *table()]
    print("\n".join(lines).rstrip())


if __name__ == "__main__":
    main()
