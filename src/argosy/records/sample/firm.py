"""The sample firm itself and its sixteen people."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password
from simple_history.utils import bulk_create_with_history

from argosy.records.people.models import Person, PersonRole
from argosy.records.reference.models import Firm
from argosy.records.sample.world import Part, Plan, Row, World, written

AS_OF = date(2026, 6, 30)
DOMAIN = "haizhou-demo.example"


def firm_rows(plan: Plan) -> list[Row]:
    """One row."""
    return [
        {
            "name_zh": "示範海舟貿易股份有限公司",
            "name_en": "Haizhou Demo Trading Co., Ltd.",
            "address_zh": "台北市中山區示範路1號8樓",
            "address_en": "8F, No. 1, Shifan Rd., Zhongshan Dist., Taipei City, Taiwan",
            "tax_id": "00000005",
            "phone": "+886-2-0000-0100",
            "email": f"info@{DOMAIN}",
            "base_currency": "TWD",
            "demo": True,
            "as_of": AS_OF,
            "seed": plan.seed,
        }
    ]


def store_firm(world: World, rows: list[Row]) -> None:
    """The one firm of the store, under the one key it may have."""
    bulk_create_with_history([Firm(pk=1, **row) for row in rows], Firm, default_date=world.now, default_change_reason="sample")


def people_rows(_: Plan) -> list[Row]:
    """Sixteen people; ``roles`` separated by spaces."""
    return [{**row, "joined": date.fromisoformat(row["joined"]), "email": f"{row['login']}@{DOMAIN}"} for row in written("people")]


def store_people(world: World, rows: list[Row]) -> None:
    """People with one shared demo password (hashed once: sixteen slow hashes would be most of the loading time) and their roles."""
    password = make_password(world.password)
    fields = [{k: v for k, v in row.items() if k != "roles"} for row in rows]
    world.keep(Person, [Person(**row, password=password) for row in fields], "person", "login")
    held = [(row["login"], role) for row in rows for role in row["roles"].split()]
    world.keep(PersonRole, [PersonRole(person=world.made["person"][login], role=role) for login, role in held])


PARTS = (Part("firm", firm_rows, store_firm), Part("people", people_rows, store_people))
