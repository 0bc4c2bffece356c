"""Addresses of the pages. ``page`` lets signed-in people in only; the few open ones say so."""

from __future__ import annotations

from django.views.i18n import set_language

from argosy.web.door import open_page, page
from argosy.web.health import health
from argosy.web.views import (
    account,
    archive,
    coverage,
    data,
    desk,
    document_acts,
    documents,
    order_upload,
    orders,
    people,
    registers,
    search,
    tasks,
)

app_name = "web"
urlpatterns = [
    open_page("health/", health, "health"),
    open_page("language/", set_language, "language"),
    open_page("paper.css", documents.paper_css, "paper-css"),
    page("", desk.home, "home"),
    page("today/", desk.today, "today"),
    page("waiting/", desk.waiting, "waiting"),
    page("deadlines/", desk.deadlines, "deadlines"),
    page("deadlines/<int:item>/close/", desk.close_item, "close-item"),
    page("tasks/", desk.work_list, "work"),
    page("tasks/job/", desk.job, "job"),
    page("tasks/<str:job>/<str:code>/", tasks.task, "task"),
    page("tasks/<str:job>/<str:code>/<str:output>/make/", tasks.produce, "produce"),
    page("orders/", orders.orders, "orders"),
    page("orders/import/", order_upload.upload, "order-upload"),
    page("orders/import/again/", order_upload.again, "order-again"),
    page("orders/<str:ref>/", orders.order, "order"),
    page("orders/<str:ref>/change/", orders.header, "order-header"),
    page("orders/<str:ref>/lines/<int:number>/", orders.line, "order-line"),
    page("documents/", archive.documents, "documents"),
    page("documents/chain/", archive.chain, "chain"),
    page("documents/<str:ref>/", documents.document, "document"),
    page("documents/<str:ref>/why/", documents.why, "why"),
    page("documents/<str:ref>/files/<str:name>", documents.archived, "file"),
    page("documents/<str:ref>/draft/<str:form>", documents.draft_file, "draft-file"),
    page("documents/<str:ref>/<str:act>/", document_acts.act, "act"),
    page("parties/", registers.parties, "parties"),
    page("parties/<str:code>/", registers.party, "party"),
    page("products/", registers.products, "products"),
    page("products/<str:sku>/", registers.product, "product"),
    page("coverage/", coverage.coverage, "coverage"),
    page("coverage/<int:link>/confirm/", coverage.confirm, "confirm"),
    page("data/", data.data, "data"),
    page("data/standards/preview/", data.preview_standard, "standard-preview"),
    page("data/standards/store/", data.store_standard, "standard-store"),
    page("people/", people.people, "people"),
    page("people/add/", people.add, "person-add"),
    page("people/<str:login>/", people.person, "person"),
    page("people/<str:login>/role/", people.role, "person-role"),
    page("people/<str:login>/password/", people.password, "person-password"),
    page("audit/", people.audit, "audit"),
    page("account/", account.account, "account"),
    page("account/tokens/", account.issue_token, "token-issue"),
    page("account/tokens/revoke/", account.revoke_token, "token-revoke"),
    page("search/", search.search, "search"),
]
