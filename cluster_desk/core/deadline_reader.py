"""Goes over a deadline's tokens, one after another, with a look ahead."""

from __future__ import annotations

from cluster_desk.core.deadline_words import Is, Token

_ENDS = [Token(Is.END)] * 8


class TokenReader:
    """Goes over tokens; past the end there is an END token always."""

    def __init__(self, tokens: list[Token]) -> None:
        # A few ENDs after the last token spare every look ahead a question.
        self.tokens = [*tokens, *_ENDS]
        self.at = 0
        self._length = len(tokens)

    @property
    def here(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    @property
    def at_end(self) -> bool:
        """Whether all is read."""
        return self.at >= self._length

    def here_is(self, *kinds: Is) -> bool:
        """Whether the token to be read next is one of `kinds`."""
        return self.here.kind in kinds

    def next(self, ahead: int = 1) -> Token:
        """A token further on."""
        return self.tokens[self.at + ahead]

    def step(self, count: int = 1) -> None:
        """Go on."""
        self.at += count

    def take(self, *words: str) -> bool:
        """Go over one of `words`; whether it was there."""
        found = self.here_is(Is.WORD) and self.here.word in words
        self.at += found
        return found

    def take_kind(self, kind: Is) -> bool:
        """Go over a token of this kind; whether it was there."""
        found = self.here.kind is kind
        self.at += found
        return found

    def skip(self, *words: str) -> None:
        """Go over all of `words` that follow."""
        while self.take(*words):
            pass
