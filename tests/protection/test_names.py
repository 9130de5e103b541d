"""A person is found in any text, however the name is written there."""

from __future__ import annotations

import pytest

from communitydesk.protection.names import Needles, distinct_words, is_number


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Łukasz Wójcik", "thanks to LUKASZ WOJCIK for the shed"),
        ("Rosa Martin", "MARTIN ROSA"),
        ("Rosa Martin", "photo_rosa_martin.jpg"),
        ("Rosa Martin", "RosaMartin@"),
        ("Rosa Martin", "Rosa\u00a0Martin's"),
        ("கவிதா சுப்பிரமணியம்", "நன்றி, கவிதா!"),
        ("محمد الأحمد", "شكرا محمد"),
        ("陈美丽", "感谢陈美丽的帮助"),
        ("ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ ਜੀ"),
        ("Zoë O’Brien", "zoe o'brien"),
    ],
)
def test_a_name_is_found_in_any_script_case_and_order(name: str, text: str) -> None:
    needles = Needles((name,), distinct_words(name, (), ()))
    assert needles.tells(text)
    assert not needles.tells(needles.without(text, "[removed]"))


def test_a_word_inside_another_is_no_find() -> None:
    assert not Needles(("Ann Lee",), ("ann", "lee")).tells("Annual fleet meeting in Leeds")


def test_a_word_that_others_share_or_that_is_an_ordinary_word_is_not_the_persons_alone() -> None:
    texts = ("We hope to paint the door green.", "Green and Hope came.")
    assert distinct_words("Hope Okafor", (), texts) == ("okafor",)
    assert distinct_words("Rosa Green", (), texts) == ("rosa",)
    assert distinct_words("Rosa Martin", ("Pat Martin",), texts) == ("rosa",)


def test_what_stands_instead_leaves_the_rest_of_the_sentence() -> None:
    needles = Needles(("Rosa Martin",), ("rosa",), ("rosa@example.org",), ("020 7946 0018",))
    text = "Rosa (ROSA MARTIN, rosa@example.org, +44 20 7946-0018) brought the cake; roses came too."
    assert needles.without(text, "–") == "– (–, –, –) brought the cake; roses came too."


def test_a_date_is_no_telephone_number() -> None:
    assert is_number("020 7946 0018")
    assert not is_number("12 May")
    assert not Needles(numbers=("020 7946 0018",)).tells("paid 2079460.01 and 8")
