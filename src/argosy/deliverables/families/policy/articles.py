"""The clauses of the guideline, in both languages, with what the policy says filled in."""

from __future__ import annotations

from argosy.deliverables.families.policy.facts import PolicyFacts
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.words import Clause, Clauses

TITLE = Text("條文", "Clauses")
NOT_SET = Text("未訂定", "not set")


def section(facts: PolicyFacts) -> Section:
    """Fourteen clauses, for the firm and its clients alike."""
    return Section(id="clauses_section", title=TITLE, audience="all", blocks=(Clauses(id="clauses", items=tuple(_numbered(facts))),))


def _numbered(facts: PolicyFacts) -> list[Clause]:
    return [Clause(no=str(at), heading=heading, text=text, source=f"{facts.ref}") for at, (heading, text) in enumerate(_articles(facts), 1)]


def _articles(facts: PolicyFacts) -> list[tuple[Text, Text]]:
    fastest, slowest = _span(facts)
    review = Text(facts.review.isoformat(), facts.review.isoformat()) if facts.review else NOT_SET
    kinds = Text("、".join(rule.words.zh for rule in facts.rules), ", ".join(rule.words.en.lower() for rule in facts.rules))
    return [
        (Text("目的", "Purpose"), Text("使客戶之國際貨運諮詢由適當人員於承諾時限內正確回應，並留存紀錄。", "Enquiries on international freight are answered by the right person, in time and correctly, and are recorded.")),
        (Text("適用", "Scope"), Text(f"適用於所有委託客戶及本公司自有貨運，自 {facts.effective} 起施行。", f"It holds for all clients and for our own shipments from {facts.effective}.")),
        (Text("服務承諾", "Our promise"), Text(f"管道：{facts.channels.zh}。時間：{facts.hours.zh}。語言：{facts.languages.zh}。首次回應依類別 {fastest}–{slowest} 小時。", f"Channels: {facts.channels.en}. Hours: {facts.hours.en}. Languages: {facts.languages.en}. First answer within {fastest} to {slowest} hours by kind.")),
        (Text("角色", "Roles"), Text(f"每一類別均有一名負責人與一名代理人。客戶分級：{facts.tiers.zh}。", f"Each kind has one owner and one deputy. Tiers: {facts.tiers.en}.")),
        (Text("諮詢分類", "Kinds of enquiry"), Text(f"諮詢分為：{kinds.zh}。", f"Enquiries are sorted into: {kinds.en}.")),
        (Text("回應程序", "How we answer"), Text("收件即編號；先釐清需求與關注事項，再查證，最後以標準用語書面回覆。無法於時限內完成者，先回覆進度與預計時間。", "Each is numbered on receipt; needs are cleared up first, facts checked next, then answered in writing in standard words. If it takes longer, progress and the expected time are told in time.")),
        (Text("升級", "Escalation"), Text("符合各類別升級條件，或逾首次回應時限者，立即轉主管處理並通知客戶。", "On the conditions of each kind, or past the first time limit, it goes to the manager at once and the client is told.")),
        (Text("報價與單證", "Quotations and papers"), Text("報價載明幣別、有效期限、含括與不含費用；單證草稿經客戶確認後始簽發。", "Quotations state currency, validity, what is and is not included; papers are issued after the client has confirmed the draft.")),
        (Text("貨況通知", "Status notices"), Text("開航、抵達、延誤及例外事件於獲知當日通知客戶，並提供追蹤方式。", "Departure, arrival, delay and exceptions are told on the day we learn of them, with the way to track.")),
        (Text("異常與理賠", "Exceptions and claims"), Text("發現貨損、短少或遺失時，請保留現場、拍照並於法定期限內書面通知；本公司協助公證與求償。", "On damage, shortage or loss keep the goods as found, take photographs and give written notice within the legal time; we help with survey and claim.")),
        (Text("客訴", "Complaints"), Text("客訴另立案件，須查明原因、採取處置並經客戶確認後方得結案。", "A complaint is a case of its own and closes after its cause is found, it is acted on and the client has confirmed.")),
        (Text("個資", "Personal data"), Text("僅蒐集履行服務所需之聯絡資料，依個人資料保護法保存、更正與刪除。", "Only contact data needed for the service are collected; they are kept, corrected and removed under the Personal Data Protection Act.")),
        (Text("紀錄", "Records"), Text("所有諮詢之收件、回覆、升級與結案時間及內容均留存於系統。", "Times and contents of receipt, answers, escalation and close are kept in the system.")),
        (Text("檢討", "Review"), Text(f"每季檢視量測結果；下次檢討日 {review.zh}。", f"Results are looked at each quarter; next review on {review.en}.")),
    ]  # fmt: skip


def _span(facts: PolicyFacts) -> tuple[str, str]:
    hours = [rule.first_h for rule in facts.rules] or [0.0]
    return f"{min(hours):g}", f"{max(hours):g}"
