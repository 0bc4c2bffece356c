"""Customers, suppliers, carriers, partners and clients of the sample firm, with addresses and contacts."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from statistics import NormalDist

from argosy.records.parties.models import Address, Contact, Party, PartyKind
from argosy.records.sample.world import Part, Plan, Row, World, written

SPREAD = 1.1
"""Standard deviation of the logarithm of customer size."""
CHEQUES = frozenset({"C-TW-04", "C-TW-05", "C-TW-06"})
LANGUAGES = {"TW": "zh-Hant", "JP": "ja", "DE": "de"}
FAMILY = {
    "zh-Hant": ("趙", "錢", "孫", "馮", "楊", "朱", "秦", "尤", "施", "孔", "曹", "嚴", "華", "金", "魏", "陶"),
    "ja": ("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡邊", "山本", "中村"),
    "de": ("Müller", "Schmidt", "Fischer", "Weber", "Wagner", "Becker"),
    "en": ("Smith", "Brown", "Taylor", "Wilson", "Lim", "Tan", "Nguyen", "Reyes", "Kim", "Martin"),
}
TITLES = {
    "zh-Hant": ("採購經理", "業務經理", "財務", "倉管"),
    "ja": ("仕入担当", "営業部長", "経理", "倉庫担当"),
    "de": ("Einkauf", "Vertrieb", "Buchhaltung", "Lager"),
    "en": ("Purchasing manager", "Sales manager", "Accounts", "Warehouse"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """How a customer buys: class, size in millionths of the median customer, and terms of payment."""

    code: str
    grade: str
    size_ppm: int
    terms: str


def profiles(plan: Plan) -> list[Profile]:
    """The sixty customers' sizes are fixed quantiles of LogNormal(0, 1.1), shuffled, so that total sales hold at any seed."""
    draws = plan.stream("customer_profile")
    codes = [row["code"] for row in written("customers")]
    normal = NormalDist(0, SPREAD)
    sizes = [round(exp(normal.inv_cdf((i + 0.5) / len(codes))) * 1_000_000) for i in range(len(codes))]
    ranks = draws.shuffled(range(len(codes)))
    return [
        Profile(code, "C" if rank < 30 else "B" if rank < 48 else "A", sizes[rank], _terms(code, draws.integer(1, 100)))
        for code, rank in zip(codes, ranks, strict=True)
    ]


def _terms(code: str, draw: int) -> str:
    """Terms of payment: at home 75 % cheques at 60 days; abroad half T/T 30/70, 30 % open account at 60 days, 20 % letter of credit."""
    if code.startswith("C-TW"):
        return "cheque-60" if code in CHEQUES or draw <= 75 else "open-60"
    return "tt-30-70" if draw <= 50 else "open-60" if draw <= 80 else "lc"


def party_rows(plan: Plan) -> list[Row]:
    """Sixty customers (times the plan's size), fourteen suppliers, nineteen carriers and partners, eight clients of the freight department."""
    grades = {profile.code: profile.grade for profile in profiles(plan)}
    rows = [{**row, "kind": "customer", "grade": grades[row["code"]]} for row in written("customers")]
    rows += [{**row, "kind": "supplier", "grade": ""} for row in written("suppliers")]
    rows += [{**row, "grade": ""} for row in written("partners")]
    rows += [_copy(row, number) for number in range(2, plan.times + 1) for row in rows[:60]]
    return [_completed(row) for row in rows]


def _copy(row: Row, number: int) -> Row:
    """One more customer for load tests, marked as synthetic; tax ids are not repeated."""
    return {
        **row,
        "code": f"{row['code']}-{number:03d}",
        "name_zh": f"{row['name_zh']} 合成資料 {number}",
        "name_en": f"{row['name_en']} synthetic {number}",
        "tax_id": "",
    }


def _completed(row: Row) -> Row:
    slug = "-".join(word.lower() for word in row["name_en"].split()[:3] if word.isascii() and word.isalnum())
    return {**row, "language": LANGUAGES.get(row["country"], "en"), "website": f"https://{slug}.example"}


def address_rows(plan: Plan) -> list[Row]:
    """One office each, on a Demo Road."""
    draws = plan.stream("address")
    return [_address(row, draws.integer(1, 199)) for row in party_rows(plan)]


def _address(row: Row, number: int) -> Row:
    home = row["country"] == "TW"
    english = f"No. {number}, Shifan Rd., {row['city_en']}" if home else f"{number} Demo Road, {row['city_en']}"
    return {"party": row["code"], "lines_zh": f"{row['city_zh']}示範路{number}號", "lines_en": english, "country": row["country"]}


def contact_rows(plan: Plan) -> list[Row]:
    """One to four people at each party, in the language of its country."""
    draws = plan.stream("contact")
    rows = []
    for party in party_rows(plan):
        for place in range(draws.integer(1, 4)):
            rows.append(_contact(party, place, draws.pick(FAMILY[party["language"]]), draws.integer(0, 999)))
    return rows


def _contact(party: Row, place: int, family: str, line: int) -> Row:
    lang = party["language"]
    mailbox = ("purchasing", "sales", "accounts", "warehouse")[place]
    return {
        "party": party["code"],
        "name": f"Demo {family}" if family.isascii() or lang == "de" else f"{family}示範",
        "title": TITLES[lang][place],
        "email": f"{mailbox}@{party['website'].removeprefix('https://')}",
        "phone": f"+886-2-0000-0{line:03d}",
        "language": lang,
    }


def store_parties(world: World, rows: list[Row]) -> None:
    """Parties and their capacities."""
    columns = ("code", "name_zh", "name_en", "country", "tax_id", "grade", "language", "website")
    world.keep(Party, [Party(**{name: row[name] for name in columns}) for row in rows], "party", "code")
    world.keep(PartyKind, [PartyKind(party=world.made["party"][row["code"]], kind=row["kind"]) for row in rows])


def store_addresses(world: World, rows: list[Row]) -> None:
    """Addresses of parties kept before."""
    world.keep(Address, [Address(**{**row, "party": world.made["party"][row["party"]]}) for row in rows])


def store_contacts(world: World, rows: list[Row]) -> None:
    """Contacts of parties kept before."""
    world.keep(Contact, [Contact(**{**row, "party": world.made["party"][row["party"]]}) for row in rows])


PARTS = (
    Part("party", party_rows, store_parties),
    Part("address", address_rows, store_addresses),
    Part("contact", contact_rows, store_contacts),
)
