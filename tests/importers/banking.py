"""Bank files as banks hand them over: one statement of an account of the demo firm in three forms."""

from __future__ import annotations

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Id>STMT-1</Id><Acct><Id><Othr><Id>000000000001</Id></Othr></Id><Ccy>TWD</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="TWD">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="TWD">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="TWD">10500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-20</Dt></BookgDt><ValDt><Dt>2026-06-20</Dt></ValDt><AcctSvcrRef>B-1</AcctSvcrRef>
<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>示範車行</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>0000009</Id></Othr></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>IV-202606-0001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="TWD">300.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-21</Dt></BookgDt><AddtlNtryInf>bank charges</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="TWD">77.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-06-21</Dt></BookgDt></Ntry>
<Ntry><Amt Ccy="TWD">700.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-06-22T09:00:00</DtTm></BookgDt><AcctSvcrRef>B-3</AcctSvcrRef>
<NtryDtls><TxDtls><Amt Ccy="TWD">200.00</Amt><RmtInf><Ustrd>one</Ustrd></RmtInf></TxDtls><TxDtls><Amt Ccy="TWD">500.00</Amt><RmtInf><Ustrd>two</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
MT940 = """{{1:F01DEMOTWT0XXXX0000000000}}{{2:O940}}{{4:
:20:STMT-1
:25:DEMOTWT0/000000000001
:28C:26/1
:60F:C260619TWD1000,00
:61:2606200620CN10500,00NTRFIV-202606-0001//B-1
:86:166?00TRANSFER?20IV-202606-0001?310000009?32示範車行
:61:2606210621D300,00NCHGNONREF
:86:bank charges
:61:2606220622C200,00NTRFNONREF//B-3/1
:86:one
:61:260622C500,00NTRFNONREF//B-3/2
two on a further line
:62F:C260622TWD{closing}
-}}"""
CSV = '交易日期,存入金額,支出金額,附言,對方戶名,對方帳號,帳號\n2026/6/20,"10,500",,IV-202606-0001,示範車行,0000009,000000000001\n2026/6/21,,300,bank charges,,,000000000001\n2026/6/22,200,,one,,,000000000001\n2026/6/22,500,,two,,,000000000001\n'


def camt(closing="11900.00"):
    return CAMT.format(closing=closing).encode()


def mt940(closing="11900,00"):
    return MT940.format(closing=closing).encode()


def csv():
    return CSV.encode()
