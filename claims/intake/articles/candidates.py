"""Candidate passages: sentences with what they say, ordered by stated points."""

from dataclasses import dataclass

from claims.intake.figures import Found, language_of, read_figures
from claims.intake.figures.tokens import Tokens

from .claimants import claimant_of
from .dates import Dated, dates_of
from .events import Event, events_of, name_in
from .sentences import Sentence, sentences_of
from .words import Words, words_of

POINTS = {"figure": 40, "event": 20, "attribution": 15, "fact": 15, "date": 10}
"""What each part of a candidate is worth to a fact-checker; 100 in all."""

LEAST = 50
"""The points that a sentence without a figure needs to be proposed."""

CONTEXT = 40
_BREAK = 200
_NEAR = 5
_SHORT_TIME = 10


@dataclass(frozen=True)
class Candidate:
    """A passage that may be a claim, with what its words say.

    ``start`` and ``end`` are code points of the article. The quote is the sentence,
    with the words around it: a text-quote selector. ``points`` says what its place
    in the order is made of.
    """

    statement: str
    start: int
    end: int
    prefix: str
    suffix: str
    figure: Found | None
    measure: str
    date: str
    place: str
    claimant: str
    event: str
    points: dict[str, int]

    @property
    def score(self) -> int:
        return sum(self.points.values())


def candidates_of(text: str, language: str = "") -> list[Candidate]:
    """Propose the passages of an article, those most worth checking first.

    Each figure is proposed apart, with the event named nearest to it. Appeals,
    navigation and captions propose nothing.
    """
    language = language or language_of(text)
    words = words_of(language)
    proposed: list[Candidate] = []
    before = _Read(None, [], [])
    for sentence in sentences_of(text, words):
        reading = _Reading(text, sentence, language, words, before)
        proposed += reading.candidates()
        before = _Read(sentence, reading.dates, reading.events)
    return sorted(proposed, key=lambda one: (-one.score, one.start))


@dataclass(frozen=True)
class _Read:
    """What the sentence before said."""

    sentence: Sentence | None
    dates: list[Dated]
    events: list[Event]


class _Reading:
    """One sentence, read in the light of the one before it."""

    def __init__(
        self,
        text: str,
        sentence: Sentence,
        language: str,
        words: Words,
        before: _Read,
    ) -> None:
        self.text, self.sentence, self.words = text, sentence, words
        self.tokens = Tokens(sentence.text)
        self.figures = read_figures(sentence.text, language)
        taken = frozenset(
            place
            for place in range(len(self.tokens))
            if any(
                one.start <= self.tokens.at(place).start < one.end
                for one in self.figures
            )
        )
        self.dates = dates_of(self.tokens, words, taken)
        self.events = [
            self._dated(event, before)
            for event in events_of(self.tokens, words, self.dates)
        ]
        same = before.sentence and before.sentence.paragraph == sentence.paragraph
        self.inherited = before.events[-1] if same and before.events else None
        self.claimant = claimant_of(self.tokens, words)

    def candidates(self) -> list[Candidate]:
        counts = [one for one in self.figures if not self._is_time(one)]
        if counts or self.figures:
            return [self._candidate(one) for one in counts or self.figures]
        bare = self._candidate(None)
        return [bare] if bare.score >= LEAST else []

    def _candidate(self, figure: Found | None) -> Candidate:
        event = self._event(figure)
        date = event.date if event and event.date else self._date(figure)
        sentence, fact = self.sentence, self._fact(figure)
        points = {
            "figure": self._worth(figure),
            "event": POINTS["event"] if event else 0,
            "attribution": POINTS["attribution"] if self.claimant else 0,
            "fact": POINTS["fact"] if fact else 0,
            "date": POINTS["date"] if date else 0,
        }
        return Candidate(
            statement=sentence.text,
            start=sentence.start,
            end=sentence.end,
            prefix=self.text[max(0, sentence.start - CONTEXT) : sentence.start],
            suffix=self.text[sentence.end : sentence.end + CONTEXT],
            figure=figure,
            measure=(figure.counted if figure else "") or fact,
            date=date,
            place=(event.place if event else "") or self._place(),
            claimant=self.claimant,
            event=event.words if event else "",
            points={name: worth for name, worth in points.items() if worth},
        )

    def _worth(self, figure: Found | None) -> int:
        if figure is None:
            return 0
        return _SHORT_TIME if self._is_time(figure) else POINTS["figure"]

    def _is_time(self, figure: Found) -> bool:
        """Tell forty-four days from forty-four people."""
        counted = Tokens(figure.counted)
        return bool(self.words.time.at(counted, len(counted) - 1))

    def _event(self, figure: Found | None) -> Event | None:
        """Give the event nearest to a figure; a comma between makes it farther."""
        if not self.events:
            return self.inherited
        if figure is None:
            return self.events[0]
        return min(
            self.events, key=lambda one: self._distance(figure, one.start, one.end)
        )

    def _distance(self, figure: Found, start: int, end: int) -> int:
        first, last = (
            (end, figure.start) if end <= figure.start else (figure.end, start)
        )
        between = self.sentence.text[first:last]
        return len(between) + _BREAK * sum(between.count(one) for one in ",;—")

    def _date(self, figure: Found | None) -> str:
        if not self.dates:
            return ""
        if figure is None:
            return self.dates[0].date
        tokens = self.tokens

        def distance(one: Dated) -> int:
            start, end = tokens.at(one.start).start, tokens.at(one.end - 1).end
            return self._distance(figure, start, end)

        return min(self.dates, key=distance).date

    def _dated(self, event: Event, before: _Read) -> Event:
        """Date an event that points back by what the sentence before tells."""
        if event.date:
            return event
        if event.points_back and before.dates:
            return event._replace(date=before.dates[-1].date)
        return event

    def _fact(self, figure: Found | None) -> str:
        """Give the verb of fact nearest to a figure, or the first."""
        found = [
            self.tokens.at(place)
            for place in range(len(self.tokens))
            if self.words.fact.at(self.tokens, place)
        ]
        if not found:
            return ""
        if figure is None:
            return found[0].text
        return min(found, key=lambda one: self._distance(figure, *one[3:])).text

    def _place(self) -> str:
        for place in range(len(self.tokens)):
            if self.words.place_before.at(self.tokens, place):
                name = name_in(self.tokens, self.words, place + 1, place + _NEAR)
                if name:
                    return name
        return ""
