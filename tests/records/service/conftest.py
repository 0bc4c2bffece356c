from __future__ import annotations

from datetime import date

import pytest

ITEMS = (
    {"key": "delivery", "name_zh": "交期", "name_en": "Delivery", "text_zh": "交期？", "text_en": "Delivery?"},
    {"key": "overall", "overall": True, "name_zh": "整體", "name_en": "Overall", "text_zh": "整體？", "text_en": "Overall?"},
    {
        "key": "nps",
        "kind": "nps",
        "required": False,
        "name_zh": "推薦",
        "name_en": "Recommend",
        "text_zh": "推薦？",
        "text_en": "Recommend?",
    },
)
WORDS = {
    "title_zh": "調查", "title_en": "Survey", "purpose_zh": "了解", "purpose_en": "To learn", "frame_zh": "客戶", "frame_en": "Customers", "frame_size": 2,
}  # fmt: skip


@pytest.fixture
def desk(people):
    """A firm with two customers."""
    from argosy.records.parties.actions import register_party
    from argosy.records.reference.actions import change_firm

    names = {"name_zh": "測試公司", "name_en": "Test Ltd.", "address_zh": "台北市", "address_en": "Taipei"}
    change_firm(actor=people["adm"], **names)
    for code in ("C-1", "C-2"):
        register_party(actor=people["ws1"], code=code, kinds=["customer"], name_zh=f"示範 {code}", name_en=f"Demo {code}", country="DE")
    return people


@pytest.fixture
def form(desk):
    """A released questionnaire of three questions."""
    from argosy.records.service.surveys.actions import release_questionnaire, write_questionnaire

    words = {"title_zh": "滿意度", "title_en": "Satisfaction", "intro_zh": "請填", "intro_en": "Please answer"}
    write_questionnaire(actor=desk["ws1"], code="CSQ", items=ITEMS, **words)
    return release_questionnaire(actor=desk["ws1"], code="CSQ", version=1)


@pytest.fixture
def wave(desk, form):
    """An open wave with both customers asked, far into the future."""
    from argosy.records.service.surveys.actions import design_wave, invite, open_wave

    made = design_wave(actor=desk["ws1"], questionnaire="CSQ", starts=date(2026, 1, 1), ends=date(2999, 1, 1), **WORDS)
    invite(actor=desk["ws1"], ref=made.ref, customers=[{"customer": "C-1"}, {"customer": "C-2", "contact": "Kim"}])
    return open_wave(actor=desk["ws1"], ref=made.ref)
