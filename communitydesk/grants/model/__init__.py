"""The records of grants: awards and terms, budgets, spending, bank statements, match, and reports."""

from communitydesk.grants.model.awards import (
    AgreedChange,
    Award,
    AwardActivity,
    AwardCard,
    AwardOutcome,
    BudgetLine,
    BudgetMove,
    Claim,
    Instalment,
    Output,
    OutputCount,
    ReportDue,
)
from communitydesk.grants.model.bank import BankLine, BankStatement, PayeeMemory
from communitydesk.grants.model.expenses import ClaimMatch, ClaimPayment
from communitydesk.grants.model.match import HourClaim, MatchItem, Rate
from communitydesk.grants.model.reports import Answer, Report, ReportCard, SentFile, SentReport
from communitydesk.grants.model.spending import Allocation, Commitment, Equipment, Payment, Receipt, Redaction
from communitydesk.grants.model.terms import Terms

__all__ = [
    "AgreedChange",
    "Allocation",
    "Answer",
    "Award",
    "AwardActivity",
    "AwardCard",
    "AwardOutcome",
    "BankLine",
    "BankStatement",
    "BudgetLine",
    "BudgetMove",
    "Claim",
    "ClaimMatch",
    "ClaimPayment",
    "Commitment",
    "Equipment",
    "HourClaim",
    "Instalment",
    "MatchItem",
    "Output",
    "OutputCount",
    "PayeeMemory",
    "Payment",
    "Rate",
    "Receipt",
    "Redaction",
    "Report",
    "ReportCard",
    "ReportDue",
    "SentFile",
    "SentReport",
    "Terms",
]  # fmt: skip
