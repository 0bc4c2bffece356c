"""Shared fixtures. Tests run in a home folder of their own, on SQLite in memory unless ARGOSY_TEST_DATABASE_URL names a server."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_home = tempfile.TemporaryDirectory(prefix="argosy-test-")
for name in [n for n in os.environ if n.startswith("ARGOSY_") and not n.startswith("ARGOSY_TEST_") and n != "ARGOSY_SNAP"]:
    del os.environ[name]
os.environ["ARGOSY_HOME"] = _home.name
os.environ["ARGOSY_SECRET_KEY"] = "only-for-tests-" * 5
os.environ["ARGOSY_DATABASE_URL"] = os.environ.get("ARGOSY_TEST_DATABASE_URL", "")
os.environ["DJANGO_SETTINGS_MODULE"] = "argosy.config.settings"

from django.conf import settings  # noqa: E402

# Tables straight from the models, and ``django_db_setup`` below does the rest: migrating from nothing takes each worker 17 s of processor time.
settings.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False
if os.environ["ARGOSY_DATABASE_URL"]:
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"argosy_test_{os.getpid()}"
# Reading one setting loads them all, so that pytest-django finds them and sets Django up.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

import hypothesis  # noqa: E402
import pytest  # noqa: E402

# A busy machine is no fault: no test is timed.
hypothesis.settings.register_profile("argosy", deadline=None)
hypothesis.settings.load_profile("argosy")

ROLE_OF = {
    "tm1": "TM", "tm2": "TM", "cs1": "CS", "cs2": "CS", "cs3": "CS", "ws1": "WS", "ws2": "WS", "ws3": "WS", "fm1": "FM", "fm2": "FM", "ep1": "EP", "ep2": "EP",
    "gm": "GM", "fin": "FIN", "lgl": "LGL", "adm": "ADM",
}  # fmt: skip
PASSWORD = "harbour-lantern-27"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The store as ``records.fresh`` lays it out."""
    from django.db import connection

    from argosy.records.fresh import complete

    with django_db_blocker.unblock():
        complete(connection)


@pytest.fixture(scope="session", autouse=True)
def _emptied_between_tests():
    """SQLite empties tables row by row after a test with transactions of its own: the guards of its rows stand aside for that."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    DatabaseOperations = type(connection.ops)  # noqa: N806
    plain = DatabaseOperations.sql_flush

    def flush(self, *args, **given):
        with connection.cursor() as cursor:
            guards = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_kept'").fetchall()
        return [*(f"DROP TRIGGER {name}" for name, _ in guards), *plain(self, *args, **given), *(sql for _, sql in guards)]

    DatabaseOperations.sql_flush = flush
    yield
    DatabaseOperations.sql_flush = plain


@pytest.fixture
def people(db):
    """Persons of every role by login: people["cs1"].may("parties.party.register"). All have the password ``PASSWORD``."""
    from django.contrib.auth.hashers import make_password

    from argosy.records.people.models import Person, PersonRole

    password = make_password(PASSWORD)
    for login, role in ROLE_OF.items():
        person = Person(login=login, name_zh=f"{login} 示範", name_en=f"Demo {login}", password=password)
        person.save()
        PersonRole(person=person, role=role).save()
    return {person.login: person for person in Person.objects.all()}


@pytest.fixture
def give_role():
    """Give a person another role, as it stands after they sign in again."""
    from argosy.records.people.models import PersonRole

    def give(person, role):
        PersonRole(person=person, role=role).save()
        person.__dict__.pop("role_codes", None)

    return give


@pytest.fixture
def known_codes(people):
    """Make tariff codes known to the firm: a product classified by one coordinator and reviewed by another."""
    from datetime import date

    from argosy.records.catalog.actions import classify_product, register_product, review_classification

    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "20", "price": "35", "origin": "JP"}

    def make(*codes):
        for code in codes:
            sku = f"K-{code}"
            register_product(actor=people["cs2"], sku=sku, name_zh="已歸列貨品", name_en="Classified goods", **fields)
            decision = {"code": code, "edition": "2026", "rationale": "依章註歸列", "on": date(2026, 1, 5)}
            row = classify_product(actor=people["cs2"], sku=sku, **decision)
            review_classification(actor=people["cs3"], classification=row.pk, on=date(2026, 1, 9))

    return make


@pytest.fixture
def zz_rules(monkeypatch, tmp_path):
    """The made-up country ZZ with programmes, relations and a disputed rule, as if its pack were installed."""
    from argosy.rules import library
    from tests.engines.test_duty_provisions import HEAD

    folder = tmp_path / "zz"
    folder.mkdir()
    file = folder / "charges.toml"
    file.write_text(HEAD, encoding="utf-8")
    monkeypatch.setitem(library.packs()._all(), "zz-import", file)
    yield library.pack_for("ZZ")
    library.pack.cache_clear()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published originals beside the repository; tests that need it skip where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no folder 'shared' with published originals beside the repository")
    return folder
