"""The singular of collections' names: one market writes them in the plural (`Scared Cats`).

The rule alone is wrong for names that are plural by themselves (`Fresh Socks`), so that what is
known to be a collection wins; for a name nobody knows the rule's answer is marked as a guess.
"""

from dataclasses import dataclass
from typing import Final

from domain.gifts.models import CollectionKey
from domain.gifts.names import collection_key
from domain.shared.refusals import Invalid

_IRREGULAR: Final = {"jacksinthebox": "Jack-in-the-Box"}
_NAMES: Final = """
    santahat signetring preciouspeach plushpepe spicedwine jellybunny durovscap perfumebottle
    eternalrose berrybox vintagecigar magicpotion kissedfrog hexpot evileye sharptongue
    trappedheart skullflower scaredcat spyagaric homemadecake genielamp lunarsnake partysparkler
    jesterhat witchhat hangingstar lovecandle cookieheart deskcalendar jinglebells snowmittens
    voodoodoll madpumpkin hypnolollipop bdaycandle bunnymuffin astralshard flyingbroom
    crystalball eternalcandle swisswatch gingercookie minioscar lolpop iongem starnotepad lootbag
    lovepotion toybear diamondring sakuraflower sleighbell tophat recordplayer winterwreath
    snowglobe electricskull tamagadget candycane nekohelmet jackinthebox easteregg bondedring
    petsnake snakebox xmasstocking bigyear holidaydrink gemsignet lightsword restlessjar
    nailbracelet heroichelmet bowtie heartlocket lushbouquet whipcupcake joyfulbundle cupidcharm
    valentinebox snoopdogg swagbag snoopcigar lowrider westsidesign stellarrocket jollychimp
    moonpendant ionicdryer inputkey mightyarm artisanbrick cloverpin skystilettos freshsocks
    happybrownie icecream springbasket instantramen faithamulet moussecake blingbinky moneypot
    prettyposy khabibspapakha ufcstrike victorymedal rarebird moodpack poolfloat timelessbook
    chillflame vicecream surgeboard libertyfigure durovsglasses finepen intelligencecup
    algorithmcup
"""
_KNOWN: Final = frozenset(_NAMES.split())
"""The collections of Telegram's gifts as of 2026; new ones are learned from their items."""
_ENDINGS: Final = ("", "s", "es")
_HISSING: Final = ("sses", "xes", "ches", "shes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Singular:
    """`sure` when it is a collection that we know."""

    key: CollectionKey
    title: str
    sure: bool


def singular(title: str) -> Singular:
    """Of a collection's name in the singular or plural. Refusal: Invalid when nothing is left."""
    told = collection_key(title)
    if told in _IRREGULAR:
        title = _IRREGULAR[told]
        return Singular(key=collection_key(title), title=title, sure=True)
    for ending in _ENDINGS:
        if told.endswith(ending) and told.removesuffix(ending) in _KNOWN:
            return _without(title, ending, sure=True)
    return _without(title, _ending_by_rule(told), sure=False)


def _without(title: str, ending: str, *, sure: bool) -> Singular:
    name = title.strip()[: -len(ending) or None]
    return Singular(key=collection_key(name), title=name, sure=sure)


def _ending_by_rule(told: CollectionKey) -> str:
    if told.endswith(_HISSING):
        return "es"
    return "s" if told.endswith("s") and not told.endswith("ss") and len(told) > 1 else ""


def title_of_item(name: str) -> tuple[str, int]:
    """Of an item's name such as `Scared Cat #123`: the collection's in the singular, and the
    number. Refusal: Invalid.
    """
    title, sign, number = name.rpartition("#")
    title, number = title.strip(), number.strip()
    if not sign or not title or not number.isascii() or not number.isdigit():
        raise Invalid(field="gift")
    return title, int(number)
