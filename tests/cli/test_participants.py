"""The participants of an event at the command line: applications read in, the list and the steps told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cluster_desk.cli import main
from cluster_desk.core.records.consents import Consent
from cluster_desk.data.queries.participants import participants_of
from cluster_desk.desk import Desk
from tests.exchange.applications import SCHOOLS, children, numbered_prose

EVENT = "Живое слово"


def test_an_application_is_read_and_the_list_told(
    sample_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = numbered_prose(tmp_path, SCHOOLS[1], children(SCHOOLS[1]))
    words = ["participants", str(sample_file), "--event", EVENT, "--json"]
    assert main([*words, "--read", str(document)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["participants"]) == 9
    assert told["participants"][-1] | {"id": 0} == {
        "id": 0,
        "name": "Родникова Василиса",
        "class": "9 «Б» класс",
        "organization": "МКОУ СОШ с. Берёзовка",
        "mentor": "Соснина О. П., педагог-организатор",
        "nomination": "Естественные науки",
        "work": "",
        "points": None,
        "place": None,
    }
    steps = {one["step"]: one["state"] for one in told["steps"]}
    assert (steps["applications"], steps["jury"], steps["news"]) == ("begun", "begun", "empty")
    assert main(words) == 0
    assert len(json.loads(capsys.readouterr().out)["participants"]) == 9
    assert main(["participants", str(sample_file), "--event", "нет такого"]) == 1


def test_a_child_is_named_in_the_news_only_with_a_consent(sample_file: Path, tmp_path: Path) -> None:
    from cluster_desk.reports.papers.news import news_of

    desk = Desk.open(sample_file)
    event = desk.read.value("SELECT DISTINCT event_id FROM participants")
    first = participants_of(desk.read, event)[0]
    options = {"event": str(event)}
    assert first.name.split()[0] not in " ".join(news_of(desk.read, options).site)
    today = desk.read.today()
    allowed = Consent(whose=first.name, for_name=True, given_on=today, until_words="до отзыва")
    allowed.organization_id = first.organization_id
    desk.change("Consent added", allowed)
    news = news_of(desk.read, options)
    assert f"I место — {' '.join(first.name.split()[:2])}, 7 «А» класс" in " ".join(news.site)
    assert "обучающийся 8 «Б» класса" in " ".join(news.site)
    allowed = desk.read.load_all(Consent)[-1]
    allowed.withdrawn_on = today
    desk.change("Consent withdrawn", allowed)
    assert first.name.split()[0] not in " ".join(news_of(desk.read, options).site)
    desk.close()
