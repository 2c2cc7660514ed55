"""Where in a command line the cursor stands, and what may stand there: commands, options, values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpitrack.cli.help_page import command_tree, described, meaning_of
from kpitrack.numeric import fold

if TYPE_CHECKING:
    from kpitrack.cli.completion.values import Known
    from kpitrack.cli.help_page import Command, Parameter

_FILES = {"FILE": "files", "FILE...": "files", "DIR|FILE": "files", "DIR": "folders"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be inserted, what it means, and how else the same thing may be written.

    `name` is the spelling that people know it by, where that is not `value`.
    """

    value: str
    meaning: str = ""
    also: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The cursor's place: in which command, at the value of which parameter if any.

    `words` are those before it, `before_value` the `--option=` in front of `typed`.
    """

    command: Command
    parameters: tuple[Parameter, ...]
    words: tuple[str, ...]
    typed: str
    value_of: Parameter | None = None
    before_value: str = ""

    @property
    def kind(self) -> str:
        """The name of the value wanted: MONTH, zh|en; empty where none is."""
        return (self.value_of.metavar or "") if self.value_of else ""

    @property
    def wants_files(self) -> str:
        """`files` or `folders` where the shell itself knows best."""
        return _FILES.get(self.kind, "")


def place_of(words: Sequence[str], unfinished: str) -> Place | None:
    """The place of an unfinished word after others; None where nothing is known to follow."""
    tree = list(command_tree())
    command, parameters = tree[0]
    awaiting: Parameter | None = None
    taken, ended = 0, False
    for word in words:
        if awaiting is not None:
            awaiting = None
        elif word == "--" and not ended:
            ended = True
        elif word.startswith("-") and len(word) > 1 and not ended:
            awaiting = _awaiting(parameters, word)
        elif command is tree[0][0]:
            found = [entry for entry in tree[1:] if entry[0].name == word]
            if not found:
                return None
            command, parameters = found[0]
        else:
            taken += 1
    place = Place(command, tuple(parameters), tuple(words), unfinished, awaiting)
    if awaiting is not None:
        return place
    if unfinished.startswith("-") and not ended:
        return _in_option(place)
    return place if getattr(command, "commands", None) else _at_argument(place, taken)


def candidates(place: Place, known: Known) -> Iterator[Candidate]:
    """All that may stand at a place, whatever has been typed of it."""
    if place.value_of is not None:
        yield from known.values(place.kind, str(place.command.name))
        return
    commands = getattr(place.command, "commands", {})
    if not place.typed.startswith("-") and commands:
        for name, command in commands.items():
            yield Candidate(name, described(command, known.said))
        return
    given = {word.partition("=")[0] for word in place.words}
    for one in place.parameters:
        if one.param_type_name != "option":
            continue
        if given.isdisjoint(one.opts) or getattr(one, "multiple", False):
            longest = max(one.opts, key=len)
            also = tuple(spelling for spelling in one.opts if spelling != longest)
            yield Candidate(longest, meaning_of(place.command, one, known.said), also)


def fitting(found: Iterable[Candidate], typed: str, *, by_name: bool) -> list[Candidate]:
    """Those that begin with what was typed, in any spelling; without any, those that hold it.

    `by_name`: where nothing is typed, the name is offered, not the id.
    """
    listed = list(found)
    if not typed:
        return _each_once([_as(one, one.name) if by_name and one.name else one for one in listed])
    wanted = _key(typed)
    for fits in (str.startswith, str.__contains__):
        hits = [_as(one, spelling) for one in listed if (spelling := _spelling(one, wanted, fits))]
        if hits:
            return _each_once(hits)
    return []


def _each_once(found: list[Candidate]) -> list[Candidate]:
    """已完成 is said of indicators and of actions."""
    return list({one.value: one for one in reversed(found)}.values())[::-1]


def _spelling(one: Candidate, wanted: str, fits: Callable[[str, str], bool]) -> str:
    """The first spelling of a candidate that fits; empty without one."""
    spellings = (one.value, one.name, *one.also)
    return next((spelling for spelling in spellings if spelling and fits(_key(spelling), wanted)), "")


def _as(one: Candidate, spelling: str) -> Candidate:
    """A candidate to be inserted in another spelling; what it says then is the usual one."""
    if spelling == one.value:
        return one
    is_name = spelling == one.name
    return Candidate(spelling, one.value if is_name else one.meaning)


def _key(text: str) -> str:
    return fold(text).casefold()


def _awaiting(parameters: Sequence[Parameter], word: str) -> Parameter | None:
    """The option whose value must follow a word; None where it has it, or takes none."""
    option = next((one for one in parameters if word in one.opts), None)
    return option if option is not None and _takes_value(option) else None


def _takes_value(option: Parameter) -> bool:
    return not getattr(option, "is_flag", False) and option.name != "help"


def _in_option(place: Place) -> Place | None:
    """At the name of an option, or behind the `=` at its value."""
    name, equals, value = place.typed.partition("=")
    if not equals:
        return place
    option = _awaiting(place.parameters, name)
    if option is None:
        return None
    return replace(place, value_of=option, typed=value, before_value=f"{name}=")


def _at_argument(place: Place, taken: int) -> Place | None:
    """At the argument after so many; the last one of a command that takes many stays the one."""
    arguments = [one for one in place.parameters if one.param_type_name == "argument"]
    if taken < len(arguments):
        return replace(place, value_of=arguments[taken])
    if arguments and arguments[-1].nargs == -1:
        return replace(place, value_of=arguments[-1])
    return place if not place.typed else None
