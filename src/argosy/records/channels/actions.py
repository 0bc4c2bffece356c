"""Writing channel dossiers and deciding on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.channels.models import ChannelDossier, ChannelFee, ChannelScore, DossierSection
from argosy.records.channels.queries import completeness
from argosy.records.record import changed, found
from argosy.records.reference.sourcing.models import Source


@action("channels.dossier.open", Text("建立通路檔案", "open a channel dossier"))
def open_dossier(*, actor: Any, code: str, **fields: Any) -> ChannelDossier:
    """A candidate channel in a market, all sections empty."""
    row = ChannelDossier(code=code.strip().upper(), owner=actor, **fields)
    row.save()
    return row


@action("channels.dossier.write", Text("撰寫通路檔案", "write a section of a dossier"))
def write_section(*, actor: Any, code: str, key: str, words: str, as_of: date, source: str = "") -> DossierSection:
    """One section as it stood on a day; what stood before stays in the history."""
    dossier = _dossier(code)
    row = DossierSection.objects.filter(dossier=dossier, key=key).first() or DossierSection(dossier=dossier, key=key)
    changed(row, {"words": words, "as_of": as_of, "source": _source(source), "author": actor})
    return row


@action("channels.dossier.fee", Text("登錄通路費用", "record a fee of a channel"))
def record_fee(
    *, actor: Actor, code: str, name: str, basis: str, rate: Decimal, as_of: date, currency: str = "", source: str = ""
) -> ChannelFee:
    """A fee as published on a day; the same name again replaces it."""
    dossier = _dossier(code)
    row = ChannelFee.objects.filter(dossier=dossier, name=name).first() or ChannelFee(dossier=dossier, name=name)
    changed(row, {"basis": basis, "rate": rate, "as_of": as_of, "currency": currency, "source": _source(source)})
    return row


@action("channels.dossier.score", Text("評分通路", "score a channel"))
def score_channel(
    *, actor: Actor, code: str, criterion: str, value: Decimal, as_of: date, basis: str = "", source: str = ""
) -> ChannelScore:
    """How the channel does on one criterion, 0 to 100."""
    dossier = _dossier(code)
    row = ChannelScore.objects.filter(dossier=dossier, criterion=criterion).first() or ChannelScore(dossier=dossier, criterion=criterion)
    changed(row, {"value": value, "as_of": as_of, "basis": basis, "source": _source(source)})
    return row


@action("channels.dossier.weigh", Text("設定通路權重", "weigh the criteria of a channel"))
def weigh(*, actor: Actor, code: str, weights: dict[str, float]) -> ChannelDossier:
    """Other weights; a criterion not named weighs 1."""
    row: ChannelDossier = changed(_dossier(code), {"weights": weights})
    return row


@action("channels.dossier.choose", Text("決定通路", "decide on a channel"))
def choose(*, actor: Any, code: str, state: str, reason: str, on: date) -> ChannelDossier:
    """Chosen, launched or dropped, with the reason. A launch needs a dossier complete to 100 per cent."""
    row = _dossier(code)
    if not reason.strip():
        raise BadInput(Text("請說明決定理由", "Give the reason of the decision"))
    whole = completeness(row, on)
    if state == ChannelDossier.State.LAUNCHED and whole < 100:
        raise Refused(
            Text("檔案完整度 {n}%，有空白、無來源或逾 12 個月之段落，不得上線", "The dossier is complete to {n} %: sections are empty, unsourced or over 12 months old").format(n=whole)
        )  # fmt: skip
    changed(row, {"state": state, "reason": reason, "decided_by": actor})
    return row


def _dossier(code: str) -> ChannelDossier:
    row: ChannelDossier = found(ChannelDossier.objects.all(), code, code=code.strip().upper())
    return row


def _source(code: str) -> Source | None:
    return found(Source.objects.all(), code, code=code.strip().upper()) if code else None
