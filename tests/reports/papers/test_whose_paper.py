"""Whose a paper is: the cluster's name asked for, never a file's; its genitive known or asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.cli import main
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.shared.cluster_name import ClusterNameMissing, of_cluster
from tests.builders import a_cluster, an_organization
from tests.reports.texts import headings


def _desk(path: Path, **values: object) -> Desk:
    return Desk.create(path, a_cluster(**values))


@pytest.mark.parametrize("name", ["", "опорная-2021", "luza"])
def test_a_files_name_is_no_clusters_name(tmp_path: Path, name: str) -> None:
    desk = _desk(tmp_path / "опорная-2021.cdesk", name=name)
    district = "Муниципальное учреждение администрации Ольховского района"
    desk.change("Добавлено", an_organization(full_name=district))
    with pytest.raises(ClusterNameMissing) as trouble:
        paper("members").build(desk.read, {})
    assert trouble.value.name == "Образовательный кластер Ольховского района"
    desk.close()


def test_a_genitive_that_nobody_knows_is_asked_for(tmp_path: Path) -> None:
    desk = _desk(tmp_path / "файл.cdesk", name="«Север»")
    with pytest.raises(ClusterNameMissing) as trouble:
        of_cluster(desk.read)
    assert trouble.value.only_genitive
    desk.close()


def test_the_command_line_tells_how_to_name_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = str(tmp_path / "luza.cdesk"), str(tmp_path / "members.pdf")
    assert main(["new", path]) == 0
    assert main(["print", path, "members", "--out", out]) == 1
    assert f'cluster-desk cluster "{path}" --name' in capsys.readouterr().err
    assert main(["cluster", path, "--name", "Школьный округ № 3"]) == 0
    assert "Школьного округа № 3" in capsys.readouterr().out
    with_name = Desk.open(Path(path))
    with_name.change("Добавлено", an_organization())
    assert headings(paper("members").build(with_name.read, {}))[1] == "Школьного округа № 3"
    assert with_name.read.load_all(Organization)
    with_name.close()
