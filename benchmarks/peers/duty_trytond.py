"""trytond-customs: find the code of a line, match the duty rate of a line by code, country and day, and compute it. Needs the package ``trytond-customs``.

Run by ``benchmarks.duty_rates`` under the peers' Python: ``duty_trytond.py LINES``. It has no percentages, so every rate is an amount.
"""

import json
import os
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from random import Random

os.environ["TRYTOND_DATABASE__URI"] = "sqlite://"
os.environ["DB_NAME"] = ":memory:"

from trytond.pool import Pool
from trytond.tests.test_tryton import activate_module, with_transaction

CODES, VERSIONS, FIRST, SPAN = 250, 6, date(2024, 1, 1), 150


@with_transaction()
def run(lines: int) -> dict:
    """CPU seconds for so many lines over 1,500 dated rates."""
    pool = Pool()
    currency, code_of, rate_of, country_of = map(
        pool.get, ("currency.currency", "customs.tariff.code", "customs.duty.rate", "country.country")
    )
    (money,) = currency.create([{"name": "Taiwan dollar", "symbol": "NT$", "code": "TWD", "rounding": Decimal(1)}])
    (japan,) = country_of.create([{"name": "Japan", "code": "JP"}])
    codes = code_of.create([{"code": f"39{n:08d}", "country": japan.id} for n in range(CODES)])
    spans = [(FIRST + timedelta(days=SPAN * v), FIRST + timedelta(days=SPAN * (v + 1) - 1)) for v in range(VERSIONS)]
    rate_of.create(
        [
            {"tariff_code": code.id, "type": "import", "start_date": start, "end_date": end, "computation_type": "amount",
             "amount": Decimal(n + 1), "currency": money.id}
            for code in codes
            for n, (start, end) in enumerate(spans)
        ]
    )  # fmt: skip
    rng = Random(4)
    asked = [(rng.choice(codes).code, FIRST + timedelta(days=rng.randrange(SPAN * VERSIONS))) for _ in range(lines)]
    start, found = time.process_time(), 0
    for text, day in asked:
        (code,) = code_of.search([("code", "=", text)])
        rate = code.get_duty_rate({"type": "import", "country": japan.id, "date": day})
        found += rate.compute(money, 1, None) is not None if rate else 0
    return {"lines": lines, "found": found, "cpu": time.process_time() - start}


if __name__ == "__main__":
    activate_module("customs")
    print(json.dumps(run(int(sys.argv[1]))))
