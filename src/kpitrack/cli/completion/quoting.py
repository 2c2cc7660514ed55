"""What was typed, taken apart as the shell does, and names written so that the shell reads them whole."""

from __future__ import annotations

from dataclasses import dataclass

# Where readline begins the word that it replaces: bash's COMP_WORDBREAKS.
_BREAKS = frozenset("@><=;|&(:")
_BLANK = frozenset(" \t\n")
_SPECIAL = frozenset("|&;<>()$`\\\"' \t*?[]#~=%!{}^:@,")
_PLAIN_IN_POWERSHELL = frozenset("-_./=:\\+")


@dataclass(frozen=True, slots=True)
class Typed:
    """A line up to the cursor: its finished words and the last one, all without their quotes.

    `quote` is the sign of a quotation that is still open, `cut` how many characters of `last` stand
    before what readline replaces.
    """

    words: tuple[str, ...] = ()
    last: str = ""
    quote: str = ""
    cut: int = 0


class _Line:
    """A line being read: the words so far, the one under way, the quotation that is open."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.text = ""
        self.begun = False
        self.quote = ""
        self.cut = 0

    def end_word(self) -> None:
        if self.begun:
            self.words.append(self.text)
        self.text, self.begun, self.cut = "", False, 0

    def take(self, character: str) -> None:
        self.text += character
        self.begun = True

    def toggle(self, sign: str) -> None:
        self.quote = "" if self.quote else sign
        self.begun = True
        if self.quote:
            self.cut = len(self.text)


def typed_line(line: str) -> Typed:
    """A line that may end anywhere, in the middle of a quotation too."""
    state = _Line()
    characters = iter(line)
    for character in characters:
        if character == "\\" and state.quote != "'":
            following = next(characters, "")
            kept = state.quote and following not in '"\\$`'
            state.take(("\\" if kept else "") + following)
        elif character == state.quote or (character in "\"'" and not state.quote):
            state.toggle(character)
        elif state.quote or character not in _BLANK:
            state.take(character)
            if not state.quote and character in _BREAKS:
                state.cut = len(state.text)
        else:
            state.end_word()
    return Typed(tuple(state.words), state.text, state.quote, state.cut)


def unquoted(word: str) -> str:
    """One word as the shell would read it, its last quotation open or not."""
    return typed_line(word).last


def bash_quoted(text: str, quote: str) -> str:
    """A text for bash, inside the quotation that is open, which it ends, or with backslashes outside one.

    bash would end the quotation itself, except where the text ends with the sign.
    """
    if quote == "'":
        return text.replace("'", "'\\''") + quote
    if quote:
        return "".join(f"\\{one}" if one in '"\\$`' else one for one in text) + quote
    return "".join(f"\\{one}" if one in _SPECIAL else one for one in text)


def powershell_quoted(text: str) -> str:
    """A text for PowerShell: in single quotes where a character may mean something to it."""
    if all(one.isalnum() or one in _PLAIN_IN_POWERSHELL for one in text):
        return text
    return "'" + "".join(one * 2 if one in "'‘’‚‛" else one for one in text) + "'"
