"""A description of goods as it is compared: words without plural, quantity or spelling differences, letter groups, Chinese pairs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HAN = re.compile(r"[㐀-䶿一-鿿々〇]+")
_SAME = str.maketrans("鏽臺裏牀綫鉢着祕羣檯麪菸峯鷄綿", "銹台裡床線缽著秘群桌麵煙峰雞棉")
_WORD = re.compile(r"[a-z0-9]+")
_AMOUNT = re.compile(
    r"(?<![a-z0-9])\d+([.,/x×]\d+)*\s*(ml|cl|l|ltr|litres?|liters?|g|gm|gr|grams?|kg|kgs|mg|oz|floz|fl\s?oz|lb|lbs|mm|cm|m|inch|inches|in|ft|"
    r"pcs?|pieces?|pk|pack|packs|ct|pairs?|sets?|w|watts?|v|volts?|mah|gb|tb|mb|%|公斤|公克|克|毫升|公升|公分|公釐|吋|個|件|支|包|盒|瓶|入|片|條|組|雙)?"
    r"(?![a-z])"
)
_CODE = re.compile(r"(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9]+(-[a-z0-9]+)*")
_LETTERED = _listed("3d 4k 2d t5 t8 e27 mp3 mp4 h2o co2 b12 b6 rj45 usb3 cat6 cat5 d3 q10 5g 4g a4 a3")
_STOP = _listed(
    "a an and are as at be by for from has have in into is it its no not of on or other our than that the their this to used with without "
    "etc whether ie eg new per your you my all nesoi nec x pc pcs piece pieces pack set of sets pair pairs size colour assorted mixed"
)
_ENDINGS = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("iser", "izer"), ("ise", "ize"), ("yse", "yze"))
_KEEP_ISE = _listed("rise wise noise raise praise disguise exercise franchise merchandise precise promise poise cruise bruise")
_SPELLINGS = {
    "aluminum": "aluminium", "jewelry": "jewellery", "jewelery": "jewellery", "tire": "tyre", "gray": "grey", "plow": "plough",
    "pajama": "pyjama", "pajamas": "pyjama", "pyjamas": "pyjama", "mold": "mould", "molded": "moulded", "molding": "moulding",
    "fiber": "fibre", "fiberglass": "fibreglass", "liter": "litre", "meter": "metre", "center": "centre", "theater": "theatre",
    "color": "colour", "colored": "coloured", "flavor": "flavour", "flavored": "flavoured", "armor": "armour", "harbor": "harbour",
    "sulfur": "sulphur", "sulfate": "sulphate", "sulfide": "sulphide", "sulfuric": "sulphuric", "curb": "kerb", "draft": "draught",
    "mustache": "moustache", "skeptic": "sceptic", "check": "cheque", "yogurt": "yoghurt", "donut": "doughnut", "cookie": "biscuit",
    "diaper": "nappy", "flashlight": "torch", "sneaker": "trainer", "faucet": "tap", "wrench": "spanner", "eyeglass": "spectacle",
    "eyeglasses": "spectacle", "glasses": "glasses", "sweater": "jumper", "pullover": "jumper", "pantyhose": "tights", "cellphone": "mobile phone",
    "smartphone": "smartphone", "tshirt": "tshirt", "tee": "tshirt", "trouser": "trousers", "pants": "trousers", "zipper": "zip",
    "vapor": "vapour", "caliber": "calibre", "fetal": "foetal", "odor": "odour", "cigaret": "cigarette", "catalog": "catalogue",
    "disk": "disc", "aeroplane": "airplane", "airplane": "airplane", "storey": "story", "whiskey": "whisky", "mat": "mat", "pcb": "printed circuit",
    "tv": "television", "telly": "television", "fridge": "refrigerator", "stroller": "pushchair", "pram": "pushchair", "wellies": "wellington boot",
    "womens": "woman", "women": "woman", "mens": "man", "men": "man", "ladies": "woman", "lady": "woman", "gents": "man", "girls": "girl", "boys": "boy",
    "children": "child", "childrens": "child", "kids": "child", "kid": "child", "babies": "baby", "infant": "baby", "knives": "knife", "shelves": "shelf",
    "leaves": "leaf", "loaves": "loaf", "scarves": "scarf", "teeth": "tooth", "feet": "foot", "mice": "mouse", "geese": "goose", "potatoes": "potato",
    "tomatoes": "tomato", "mangoes": "mango", "dice": "dice", "lenses": "lens", "shoes": "shoe", "axes": "axe", "dyes": "dye", "toes": "toe",
    "stainless": "stainless", "movies": "movie", "cookies": "biscuit", "brownies": "brownie", "smoothies": "smoothie", "selfies": "selfie", "hoodies": "hoodie",
    "alloys": "alloy", "gases": "gas", "lens": "lens", "gas": "gas", "bus": "bus", "buses": "bus", "jeans": "jeans", "shorts": "shorts",
}  # fmt: skip


_OUT = (
    re.compile(r"\((excluding|except|other than|not )[^)]*\)"),
    re.compile(r"\b(other than|excluding|except|not including|n\.e\.c\.|of heading no).*"),
    re.compile("不包括.*|[^，、；,;]*(除外|以外)"),
)


def included(title: str) -> str:
    """A title of the nomenclature without what it excludes: those words would draw in the very goods it leaves out."""
    for pattern in _OUT:
        title = pattern.sub(" ", title)
    return title


@dataclass(frozen=True, slots=True)
class Wording:
    """One text taken apart. ``words`` in order, ``han`` runs of Chinese; ``key`` equal for texts that say the same."""

    words: tuple[str, ...]
    han: tuple[str, ...]

    @property
    def key(self) -> str:
        """Words in alphabetical order, then the Chinese: one key for «boots, leather» and «leather boots»."""
        return " ".join((*sorted(self.words), *self.han))

    @property
    def empty(self) -> bool:
        """Nothing is left to compare."""
        return not self.words and not self.han


@lru_cache(maxsize=50_000)
def wording(text: str) -> Wording:
    """The words of a description. Quantities, packs and article numbers are dropped unless nothing else is there."""
    plain = (
        unicodedata.normalize("NFKC", text)
        .translate(_SAME)
        .lower()
        .replace("'", "")
        .replace("’", "")
        .replace("t-shirt", "tshirt")
        .replace("t恤", " tshirt ")
        .replace("t shirt", "tshirt")
    )
    bare = "".join(ch for ch in unicodedata.normalize("NFD", plain) if not unicodedata.combining(ch))
    short = _CODE.sub(lambda m: m[0] if m[0] in _LETTERED else " ", _AMOUNT.sub(" ", bare))
    found = tuple(
        word for raw in _WORD.findall(short) if raw not in _STOP for word in stem(raw).split() if word not in _STOP and _told(word)
    )
    return Wording(found, tuple(_HAN.findall(short)))


def _told(word: str) -> bool:
    return len(word) > 1 and not word.isdigit()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One word without plural and in one spelling; a word of another name becomes the name used here (``diaper``: ``nappy``)."""
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    one = _single(word)
    one = _SPELLINGS.get(one, one)
    for british, american in _ENDINGS:
        if one.endswith(british) and one not in _KEEP_ISE and len(one) > len(british) + 2:
            return one[: -len(british)] + american
    return one


def _single(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes", "zzes")) else word[:-1]


@lru_cache(maxsize=50_000)
def letters(word: str) -> tuple[str, ...]:
    """Groups of three to five letters of a word, its ends marked by spaces."""
    whole = f" {word} "
    return tuple(whole[i : i + n] for n in (3, 4, 5) if n == 3 or len(whole) > n for i in range(max(1, len(whole) - n + 1)))


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """A word without its inner vowels, as abbreviated parcel texts write it (``brush``: ``brsh``); empty when little is left."""
    found = word[0] + re.sub("[aeiou]", "", word[1:])
    return found if len(found) >= 3 else ""


def pairs(han: tuple[str, ...]) -> list[str]:
    """Chinese as single characters and pairs of neighbours."""
    return [run[i : i + n] for run in han for n in (1, 2, 3) for i in range(len(run) - n + 1)]
