"""Tryton: quotations of five lines with tax and credit limit, created, quoted and confirmed on the server, one by one or all at once.

Run by ``benchmarks.quotes`` under the peers' Python (``ARGOSY_PEERS``): ``quotes_trytond.py COUNT``; one JSON line with processor seconds. Needs
``trytond``, ``trytond-sale`` and ``trytond-sale-credit-limit``; the database is SQLite in memory, as Tryton's own tests have it.
"""

import json
import os
import sys
import time
from decimal import Decimal
from random import Random

os.environ["TRYTOND_DATABASE__URI"] = "sqlite://"
os.environ["DB_NAME"] = ":memory:"

from trytond.modules.account.tests import create_chart
from trytond.modules.company.tests import create_company, set_company
from trytond.pool import Pool
from trytond.tests.test_tryton import activate_module, with_transaction
from trytond.transaction import Transaction

PRODUCTS, CUSTOMERS, LINES = 50, 20, 5


@with_transaction()
def run(count: int) -> dict:
    """Processor seconds of ``count`` quotations one by one, and of as many at once."""
    company = create_company()
    with set_company(company):
        create_chart(company, tax=True)
        goods, customers, term = _things(company)
        # A process that never had a worker runs what is queued after the end of the transaction: here nothing is.
        single = _one_by_one(count, goods, customers, term, Random(7))
        batch = _at_once(count, goods, customers, term, Random(8))
    return {"count": count, "one_by_one": single, "batch": batch}


def _things(company):
    pool = Pool()
    names = (
        "product.template",
        "product.product",
        "product.uom",
        "product.category",
        "party.party",
        "account.account",
        "account.tax",
        "account.invoice.payment_term",
    )
    template_of, product_of, uom_of, category_of, party_of, account_of, tax_of, term_of = map(pool.get, names)
    (tax,) = tax_of.search([("company", "=", company.id)], limit=1)
    tax.rate = Decimal("0.05")
    tax.save()
    accounts = {
        kind: account_of.search(
            [("type.revenue" if kind == "revenue" else "type.expense", "=", True), ("closed", "!=", True), ("company", "=", company.id)],
            limit=1,
        )[0]
        for kind in ("revenue", "expense")
    }
    (category,) = category_of.create(
        [{"name": "Goods", "accounting": True, "account_revenue": accounts["revenue"].id, "account_expense": accounts["expense"].id,
          "customer_taxes": [("add", [tax.id])]}]
    )  # fmt: skip
    (unit,) = uom_of.search([("name", "=", "Unit")])
    goods = []
    for n in range(PRODUCTS):
        (template,) = template_of.create(
            [{"name": f"Part {n}", "default_uom": unit.id, "sale_uom": unit.id, "type": "goods", "list_price": Decimal(10 + n), "salable": True,
              "account_category": category.id, "products": None}]
        )  # fmt: skip
        goods += product_of.create([{"template": template.id}])
    (term,) = term_of.create(
        [{"name": "30 days", "lines": [("create", [{"type": "remainder", "relativedeltas": [("create", [{"days": 30}])]}])]}]
    )
    customers = party_of.create([{"name": f"Customer {n}", "addresses": [("create", [{}])]} for n in range(CUSTOMERS)])
    for customer in customers:
        customer.credit_limit_amount = Decimal(10**9)
        customer.save()
    return goods, customers, term


def _sale(goods, customers, term, random):
    sale_of, line_of = map(Pool().get, ("sale.sale", "sale.line"))
    sale = sale_of()
    sale.party = random.choice(customers)
    sale.on_change_party()
    sale.payment_term, sale.invoice_method, sale.shipment_method = term, "order", "order"
    lines = []
    for product in random.sample(goods, LINES):
        line = line_of()
        line.sale, line.type, line.product, line.quantity = sale, "line", product, random.randrange(1, 50)
        line.on_change_product()
        line.on_change_quantity()
        lines.append(line)
    sale.lines = lines
    return sale


def _one_by_one(count, goods, customers, term, random):
    sale_of = Pool().get("sale.sale")
    start = time.process_time()
    for _ in range(count):
        sale = _sale(goods, customers, term, random)
        sale.save()
        sale_of.quote([sale])
        sale_of.confirm([sale])
        assert sale.state == "confirmed"
        Transaction().counter += 1  # as a new request would find its records: none kept from the one before
    return time.process_time() - start


def _at_once(count, goods, customers, term, random):
    sale_of = Pool().get("sale.sale")
    start = time.process_time()
    sales = [_sale(goods, customers, term, random) for _ in range(count)]
    sale_of.save(sales)
    sale_of.quote(sales)
    sale_of.confirm(sales)
    assert {sale.state for sale in sales} == {"confirmed"}
    return time.process_time() - start


if __name__ == "__main__":
    activate_module(["sale", "sale_credit_limit"])
    print("\n" + json.dumps(run(int(sys.argv[1]))))
