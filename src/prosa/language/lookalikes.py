"""Letters of other alphabets that look like Latin ones, and what they stand for in a Latin text."""

import re

_PAIRS = (
    # Cyrillic
    ("АВЕЅІЇЈКМНОРСТУХҮЬԌԚԜаеіїјорсухѕԁһӏԛԝѵүгпкмтнвь", "ABESIIJKMHOPCTYXYbGQWaeiijopcyxsdhlqwvyrnkmtnbb"),
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχωάέίόύ", "ABEZHIKMNOPTYXabeiknoptuxwaeiou"),
    # Armenian
    ("ՍՕաոսօյցհքզ", "UOwnuojghfq"),
    # Cherokee
    ("ᎪᎠᏴᏟᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ", "ADBCEGHJKLMPRSTVWZ"),
    # Small capitals and letters of phonetic alphabets
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıɑɡɩɔ", "abcdefghijklmnoprstuvwyziagic"),
    # White on black, round and square
    ("🅐🅑🅒🅓🅔🅕🅖🅗🅘🅙🅚🅛🅜🅝🅞🅟🅠🅡🅢🅣🅤🅥🅦🅧🅨🅩", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("🅰🅱🅲🅳🅴🅵🅶🅷🅸🅹🅺🅻🅼🅽🅾🅿🆀🆁🆂🆃🆄🆅🆆🆇🆈🆉", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
)
_LATIN_FOR = {
    ord(other): latin
    for others, latins in _PAIRS
    for other, latin in zip(others, latins, strict=True)
}  # fmt: skip
_LOOK_ALIKE = re.compile(f"[{''.join(map(chr, _LATIN_FOR))}]")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]")
_FOREIGN = re.compile(r"[Ͱ-\u1cff\u1e00-\u1fff\u2c00-\ua71f\ua800-\uabff\uac00-\ufaff]")
_WORD = re.compile(r"\S+")


def latinised(text: str) -> str:
    """Look-alikes as the Latin letters they imitate, one for one; words of other languages stay.

    A word with Latin letters has no others by accident. One of look-alikes alone is foreign unless the text
    around it is Latin: "вес" is Russian for weight, and in "meu реdidо вес" somebody's trick.
    """
    if not _LOOK_ALIKE.search(text):
        return text
    text = _WORD.sub(lambda word: _translated(word[0]) if _is_latin(word[0]) else word[0], text)
    own = len(_LATIN.findall(text))
    if own > len(_FOREIGN.findall(_bare(text))):
        text = _WORD.sub(
            lambda word: word[0] if _FOREIGN.search(_bare(word[0])) else _translated(word[0]), text
        )
    return text


def is_look_alike(character: str) -> bool:
    """Whether a character imitates a Latin letter."""
    return ord(character) in _LATIN_FOR


def _is_latin(word: str) -> bool:
    return bool(_LATIN.search(word)) or not _FOREIGN.search(word)


def _translated(word: str) -> str:
    return word.translate(_LATIN_FOR)


def _bare(word: str) -> str:
    return _LOOK_ALIKE.sub("", word)
