"""The records of data protection: what is held and why, what is kept past its time, requests, and the privacy notice."""

from communitydesk.protection.model.keeping import BASES, CLOCKS, KeepingRule, Kept, StandIn
from communitydesk.protection.model.notice import NoticeAnswers
from communitydesk.protection.model.requests import REQUEST_KINDS, STEPS, DataRequest, DeadlineRule

__all__ = [
    "BASES",
    "CLOCKS",
    "REQUEST_KINDS",
    "STEPS",
    "DataRequest",
    "DeadlineRule",
    "KeepingRule",
    "Kept",
    "NoticeAnswers",
    "StandIn",
]
