"""What papers call the cluster (`cluster`), and how a name, a post or a body stands in a case (`case`): told once."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from cluster_desk.cli.commands.frame import FILE, JSON, Command, answer, argument, open_desk, say
from cluster_desk.cli.complaints import complain
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _


def _cluster(asked: Namespace) -> None:
    from cluster_desk.core.records.cluster import Cluster
    from cluster_desk.core.records.fields import fields_of
    from cluster_desk.core.russian.inflection import cluster_genitive
    from cluster_desk.data.queries.cluster import CLUSTER_ID, told_of_cluster

    changes = {"name": asked.name, "name_genitive": asked.genitive, "district": asked.district}
    changes = {field: words.strip() for field, words in changes.items() if words is not None}
    if not changes.get("name", "told"):
        raise UserError(_("Tell the cluster's name: --name NAME."))
    with closing(open_desk(asked.file, read_only=not changes)) as desk:
        cluster = desk.read.load(Cluster, CLUSTER_ID) or Cluster()
        if "name" in changes and "name_genitive" not in changes:
            changes["name_genitive"] = cluster_genitive(changes["name"])
        for field, words in changes.items():
            setattr(cluster, field, words)
        if changes:
            desk.change(N_("Settings of the cluster changed"), cluster)
        told = told_of_cluster(desk.read)
    values = {field: getattr(cluster, field) for field in ("name", "name_genitive", "district")}
    names = fields_of(Cluster)
    lines = [f"{_(names[field].label)}: {words or '—'}" for field, words in values.items()]
    if told[0] and told[0] != cluster.name:
        lines.append(_("The documents in the file tell: %s") % told[0])
    answer(asked, {**values, "told": told[0]}, lines)
    if cluster.name and not cluster.name_genitive:
        complain(_("How papers say “of %s” is not known: tell it by --genitive WORDS.") % cluster.name)


def _case(asked: Namespace) -> None:
    from cluster_desk.core.records.members import Case, NameForm
    from cluster_desk.core.russian.text import fold

    case, corrected = Case.of(asked.case), asked.form.strip()
    with closing(open_desk(asked.file)) as desk:
        known = {(fold(one.words), one.case): one for one in desk.read.load_all(NameForm)}
        form = known.get((fold(asked.words), case)) or NameForm(words=asked.words.strip(), case=case)
        form.corrected = corrected
        desk.change(N_("Forms of names kept"), form, subject=form.words)
    say(f"{form.words}: {corrected} ({_(case.label)})")


_CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")

COMMANDS = {
    "case": Command(
        N_("tell once how papers write words in a case"),
        _case,
        FILE,
        argument("words", "WORDS", N_("a name, a post or an organization as it is typed")),
        argument("case", "CASE", N_("genitive, dative, accusative, instrumental or prepositional"), choices=_CASES),
        argument("form", "FORM", N_("the words in that case")),
    ),
    "cluster": Command(
        N_("show or tell what papers call the cluster"),
        _cluster,
        FILE,
        argument("--name", "NAME", N_("the cluster's name")),
        argument("--genitive", "WORDS", N_("its name in the genitive, where the program does not find it")),
        argument("--district", "NAME", N_("the district")),
        JSON,
    ),
}
