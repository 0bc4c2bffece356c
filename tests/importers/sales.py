"""A file of sales orders as a salesperson keeps it, and one of quotations."""

from __future__ import annotations

ORDER_HEAD = "訂單編號,客戶,日期,貿易條件,幣別,匯率,承諾出貨日,出貨日,貨號,數量,單價,折扣,單位成本,運費,關稅"
ORDERS = (
    "SO-1,C-1,2026-03-02,FOB,USD,32,2026-03-30,2026-03-20,J-1,100,10,5%,200,1000,0",
    "SO-1,,,,,,,,J-2,50,20,,400,,",
    "SO-2,C-1,2026/4/1,CIF,TWD,,,,J-1,10,350,,,,",
)
QUOTE_HEAD = "quotation,customer,date,incoterm,currency,fx,outcome,decided on,lost reason,rival,price gap,response hours,repeat,sku,qty,unit price,unit cost"
QUOTES = (
    "QT-1,C-1,2026-03-02,FOB,USD,32,won,2026-03-20,,,-2.5%,4,yes,J-1,100,10,200",
    "QT-2,C-1,2026-03-03,FOB,USD,32,失單,2026-03-21,價格,Demo Rival,4,12.5,否,J-1,100,12,200",
)


def orders(*rows, head=ORDER_HEAD):
    return "\n".join((head, *(rows or ORDERS))).encode("utf-8-sig")


def quotes(*rows):
    return "\n".join((QUOTE_HEAD, *(rows or QUOTES))).encode()
