"""Texts for a library of any size: invented people, and sentences in several languages."""

import random
from dataclasses import dataclass
from itertools import accumulate

# The commonest words first; each line is one language.
_LANGUAGES = {
    "en": "the and to of a in that is it for was on you not be are with they this have but at "
    "we from his about what all there when who will more would people time council bridge city "
    "never harbour should comment price night because really ferry tax reader train nobody "
    "article school river agree wrong market street again thanks",
    "de": "die der und das ist nicht zu den ein es mit sich auf dem auch wie aber wir noch "
    "Brücke Stadt Hafen schon immer Straße Zeitung Fähre müssen gestern",
    "es": "de la que el en los un por con no una para como más pero sobre puerto ciudad puente "
    "siempre ayuntamiento mañana señor barco",
    "fr": "de la le et les des en que une du dans qui pas pour est ville pont déjà très "
    "élections hier école bâtiment",
    "ru": "и в не на что с по это как но из мы все у за мост город вчера газета порт почему",
    "ar": "في من على أن إلى هذا ما لا كان المدينة الجسر الميناء اليوم الناس",
    "el": "και το να του η της με που για στο γέφυρα πόλη λιμάνι χθες",
    "ja": "これは 橋の 問題 です 市長 昨日 港 読者 として 思います 新聞",
}
_SHARES = {"en": 70, "de": 8, "es": 7, "fr": 6, "ru": 4, "ar": 2, "el": 1, "ja": 2}
_SYLLABLES = (
    "ba ren tol mi ska vu dor el fin gra hos ju ka lum mor nes ost pel qui ras sil tam und vel "
    "wit yor zan chi bri kle"
)
_FIRST = (
    "Ana Jon Mireille Tomás Yusuf Ingrid 由紀 Олег Fatima Liam Chidi Sofia Nils Ωμέγα Ravi Greta "
    "Łukasz Zoë أمل Bea"
)
_LAST = (
    "Berg Okafor Lindqvist Marsh Ortega Novak Petit Haddad Sato Quill Ferrand Ivers Tamm Rossi "
    "Wolfe Zeman Aalto Brandt Castel Dunmore"
)
_SITES = ("example.org", "mail.example.com", "post.example.net", "example.com")


@dataclass(frozen=True, slots=True)
class Person:
    """A commenter who does not exist."""

    name: str
    email: str
    ip: str
    user_agent: str


def people(dice: random.Random, count: int) -> list[Person]:
    """So many invented commenters, each with an address under a name that is nobody's."""
    return [_person(dice, number) for number in range(count)]


def _person(dice: random.Random, number: int) -> Person:
    first, last = dice.choice(_FIRST.split()), dice.choice(_LAST.split())
    name = f"{first} {last}" if dice.random() < 0.6 else f"{first}{number}"
    return Person(
        name,
        f"reader.{number}@{dice.choice(_SITES)}",
        # RFC 5737 and 3849: addresses for documentation, which belong to nobody.
        f"198.51.100.{number % 256}" if number % 5 else f"2001:db8::{number % 65536:x}",
        f"Mozilla/5.0 (X11; rv:{90 + number % 40}.0)",
    )


def sentences(dice: random.Random, count: int) -> list[str]:
    """So many sentences; a few words are in most of them, thousands of words in a few."""
    syllables = _SYLLABLES.split()
    invented = ["".join(dice.choices(syllables, k=dice.randint(2, 4))) for _n in range(12_000)]
    made = []
    for language in dice.choices(list(_SHARES), list(_SHARES.values()), k=count):
        common = _LANGUAGES[language].split()
        weights = list(accumulate(1 / (rank + 1.5) for rank in range(len(common))))
        words = dice.choices(common, cum_weights=weights, k=dice.randint(4, 16))
        if language == "en" and dice.random() < 0.5:
            words.insert(dice.randrange(len(words)), dice.choice(invented))
        made.append(" ".join(words).capitalize() + dice.choice(".....!?"))
    return made
