"""Content files with one fault each, and the issue that is told about it."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A file that stands beside the small sound content, and the one issue expected in it."""

    name: str
    body: str
    line: int
    message: str
    fix: str


ROW = "source: almanac, topic: skills"

FILE_ISSUES = [
    Case(
        "bad YAML",
        "statements:\n  - {key: a, text: [unclosed}\n",
        2,
        "not valid YAML: expected ',' or ']', but got '}'",
        "fix the YAML at this line",
    ),
    Case(
        "a tab as indent",
        "topics:\n\t- key: a\n",
        2,
        "not valid YAML: found character '\\t' that cannot start any token",
        "fix the YAML at this line",
    ),
    Case(
        "a YAML key twice in one entry",
        "topics:\n  - key: a\n    key: b\n",
        3,
        'not valid YAML: found duplicate key "key" with value "b" (original value: "a")',
        "fix the YAML at this line",
    ),
    Case(
        "two documents in one file",
        "topics: []\n---\ntopics: []\n",
        2,
        "not valid YAML: but found another document",
        "fix the YAML at this line",
    ),
    Case(
        "a control character",
        "topics: []\n# \x07\n",
        2,
        "not valid YAML: special characters are not allowed",
        "fix the YAML at this line",
    ),
    Case("an empty file", "", 1, "no sections in this file", "begin it with a section such as 'statements:'"),
    Case(
        "only comments",
        "# later\n",
        1,
        "no sections in this file",
        "begin it with a section such as 'statements:'",
    ),
    Case(
        "a list", "- a\n- b\n", 1, "no sections in this file", "begin it with a section such as 'statements:'"
    ),
    Case(
        "a line of prose",
        "Hello.\n",
        1,
        "no sections in this file",
        "begin it with a section such as 'statements:'",
    ),
    Case(
        "a section that is a number",
        "topics: []\n7: []\n",
        2,
        "unknown key '7'",
        "remove it or correct its spelling",
    ),
    Case(
        "an unknown section",
        "statement:\n  - {key: a}\n",
        1,
        "unknown key 'statement'",
        "remove it or correct its spelling",
    ),
    Case(
        "a section without entries",
        "associations:\n",
        1,
        "'associations' is empty",
        "give it a value or remove the key",
    ),
    Case(
        "a section that is a mapping",
        "\ntopics:\n  key: a\n",
        2,
        "'topics' is not a list",
        "write its entries as lines that begin with '- '",
    ),
    Case(
        "an entry that is text",
        "topics:\n  - salary\n",
        2,
        "'topics.0' is not a set of 'key: value' pairs",
        "write it as 'key: value' pairs",
    ),
]

FILE_ISSUES += [
    Case(
        "a number with a comma in a mapping in braces",
        "figures:\n  - {key: a, value: 62,000, unit: usd}\n",
        2,
        "a number is cut at its comma, before '0'",
        "write numbers without thousands separators, such as 62000",
    ),
    Case(
        "a word that may mean true or false",
        "topics:\n  - key: a\n    title: No\n",
        3,
        "'No' without quotes means true or false to many YAML programs",
        'write "No" in quotes, or true or false',
    ),
    Case(
        "such a word in a list",
        "entities:\n  - {key: a, name: a, kind: tool, aliases: [b, On]}\n",
        2,
        "'On' without quotes means true or false to many YAML programs",
        'write "On" in quotes, or true or false',
    ),
]

CROSS_ISSUES = [
    Case(
        "a figure in another unit than its measure's",
        "about: bell_ringer\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: average_salary, value: 1, unit: hours}}\n",
        3,
        "'a' is in hours, but its measure 'average_salary' is in usd",
        "write 'unit: usd' or name another measure",
    ),
    Case(
        "a figure that is no money, of a measure in any currency",
        "about: bell_ringer\nmeasures: [{key: pay, title: Pay, unit: currency}]\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: pay, value: 1, unit: hours}}\n",
        4,
        "'a' is in hours, but its measure 'pay' is in a currency",
        "write 'unit: eur' or name another measure",
    ),
    Case(
        "a figure in billions of a measure that is not",
        "about: bell_ringer\nmeasures: [{key: pay, title: Pay, unit: currency}]\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: pay, value: 1, unit: chf_billion}}\n",
        4,
        "'a' is in chf_billion, but its measure 'pay' is in a currency",
        "write 'unit: eur' or name another measure",
    ),
    Case(
        "a negative figure",
        "about: bell_ringer\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: average_salary, value: -5, unit: usd}}\n",
        3,
        "'a' is negative: -5",
        "correct the value, or write 'signed: true' on the measure 'average_salary' of changes",
    ),
    Case(
        "a share of more than the whole",
        f"""\
        about: bell_ringer
        measures:
          - {{key: part, title: Share, unit: percent, chart_type: share}}
        figures:
          - {{key: a, {ROW}, measure: part, value: 120, unit: percent}}
        """,
        5,
        "'a' is more than the whole: 120",
        "write the share in per cent, from 0 to 100",
    ),
    Case(
        "a key twice in a section",
        f"""\
        about: bell_ringer
        statements:
          - {{key: a, {ROW}, text: One.}}

          - {{key: a, {ROW}, text: Two.}}
        """,
        5,
        "the key 'a' is already used at {folder}/other.yml:3",
        "give one of the two another key",
    ),
    Case(
        "a key of another file",
        f"""\
        about: bell_ringer
        statements:
          - {{key: skills.timing, {ROW}, text: Again.}}
        """,
        3,
        "the key 'skills.timing' is already used at {folder}/main.yml:17",
        "give one of the two another key",
    ),
    Case(
        "a key of another kind of row",
        """\
        about: bell_ringer
        related_occupations:
          - {key: association.rope, source: almanac, kind: related, other_name: tuner, text: Near.}
        """,
        3,
        "the key 'association.rope' is already used at {folder}/main.yml:19",
        "give one of the two another key",
    ),
    Case(
        "a source twice",
        """\
        sources:
          - {key: almanac, title: The Other, published: 2020, location: other.txt, licence: none}
        """,
        2,
        "the key 'almanac' is already used at {folder}/main.yml:2",
        "give one of the two another key",
    ),
    Case(
        "a topic twice",
        "topics:\n  - {key: salary, title: Pay, question: How much?, group: pay}\n",
        2,
        "the key 'salary' is already used at {folder}/main.yml:4",
        "give one of the two another key",
    ),
    Case(
        "a measure twice",
        "measures:\n  - {key: average_salary, title: Pay}\n",
        2,
        "the key 'average_salary' is already used at {folder}/main.yml:7",
        "give one of the two another key",
    ),
    Case(
        "an entity twice",
        "entities:\n  - {key: rope, name: cord, kind: tool}\n",
        2,
        "the key 'rope' is already used at {folder}/main.yml:9",
        "give one of the two another key",
    ),
    Case(
        "an occupation twice",
        "\noccupation:\n  key: bell_ringer\n  name: sexton\n  plural: sextons\n",
        3,
        "the key 'bell_ringer' is already used at {folder}/main.yml:11",
        "give one of the two another key",
    ),
    Case(
        "an alias of another entity",
        "entities:\n  - {key: cord, name: cord, kind: tool, aliases: [Ropes]}\n",
        2,
        "'Ropes' already names 'rope' at {folder}/main.yml:9",
        "let one tool have this name",
    ),
    Case(
        "the name of another entity",
        "entities:\n  - {key: cord, name: rope, kind: tool}\n",
        2,
        "'rope' already names 'rope' at {folder}/main.yml:9",
        "let one tool have this name",
    ),
    Case(
        "an alias of another occupation",
        "\noccupation:\n  key: caller\n  name: caller\n  plural: callers\n  aliases: [Ringer]\n",
        3,
        "'Ringer' already names 'bell_ringer' at {folder}/main.yml:11",
        "let one occupation have this name",
    ),
    Case(
        "an alias that repeats the name",
        "entities:\n  - {key: e_mail, name: e-mail, kind: tool, aliases: [E Mail]}\n",
        2,
        "'E Mail' repeats another name of 'e_mail'",
        "remove this alias: case, dots and hyphens do not count",
    ),
    Case(
        "an alias that repeats an alias",
        "entities:\n  - {key: cord, name: cord, kind: tool, aliases: [line, Line]}\n",
        2,
        "'Line' repeats another name of 'cord'",
        "remove this alias: case, dots and hyphens do not count",
    ),
    Case(
        "an alias that repeats the plural",
        "\noccupation:\n  key: caller\n  name: caller\n  plural: callers\n  aliases: [Callers]\n",
        3,
        "'Callers' repeats another name of 'caller'",
        "remove this alias: case, dots and hyphens do not count",
    ),
    Case(
        "an alias of punctuation only",
        'entities:\n  - {key: cord, name: cord, kind: tool, aliases: ["?!"]}\n',
        2,
        "'?!' has no letter or digit",
        "remove this alias",
    ),
    Case(
        "an occupation that is not there",
        f"about: bell_ringr\nstatements:\n  - {{key: a, {ROW}, text: One.}}\n",
        3,
        "there is no occupation 'bell_ringr'",
        "did you mean 'bell_ringer'?",
    ),
    Case(
        "an occupation that is not there, named on the entry",
        f"about: bell_ringer\nstatements:\n  - {{key: a, {ROW}, occupation: zoologist, text: One.}}\n",
        3,
        "there is no occupation 'zoologist'",
        "add the occupation or correct the key",
    ),
    Case(
        "a source that is not there",
        "about: bell_ringer\nstatements:\n  - {key: a, source: almanach, topic: skills, text: One.}\n",
        3,
        "there is no source 'almanach'",
        "did you mean 'almanac'?",
    ),
    Case(
        "a source of an entity that is not there",
        "entities:\n  - {key: cord, name: cord, kind: tool, description: Thin., source: nowhere}\n",
        2,
        "there is no source 'nowhere'",
        "add the source or correct the key",
    ),
    Case(
        "a source of a code that is not there",
        "\noccupation:\n  key: caller\n  name: caller\n  plural: callers\n"
        '  codes: [{scheme: SOC, code: "1", source: almanack}]\n',
        3,
        "there is no source 'almanack'",
        "did you mean 'almanac'?",
    ),
    Case(
        "a topic that is not there",
        "about: bell_ringer\nstatements:\n  - {key: a, source: almanac, topic: skill, text: One.}\n",
        3,
        "there is no topic 'skill'",
        "did you mean 'skills'?",
    ),
    Case(
        "a topic of a disagreement that is not there",
        "about: bell_ringer\ndisagreements:\n  - {key: d, topic: pay, text: No., rows: [association.rope]}\n",
        3,
        "there is no topic 'pay'",
        "add the topic or correct the key",
    ),
    Case(
        "a topic of a misconception when there is no such topic",
        "about: bell_ringer\nmisconceptions:\n"
        "  - {key: m, source: almanac, title: T, belief: B, reality: R, points: [P]}\n",
        3,
        "there is no topic 'misconceptions'",
        "add the topic or correct the key",
    ),
    Case(
        "an entity of a statement that is not there",
        f"about: bell_ringer\nstatements:\n  - {{key: a, {ROW}, text: One., entities: [rope, rop]}}\n",
        3,
        "there is no entity 'rop'",
        "did you mean 'rope'?",
    ),
    Case(
        "an entity of an association that is not there",
        f"about: bell_ringer\nassociations:\n  - {{key: a, {ROW}, entity: hammer, text: A.}}\n",
        3,
        "there is no entity 'hammer'",
        "add the entity or correct the key",
    ),
    Case(
        "an entity of a figure that is not there",
        f"about: bell_ringer\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: average_salary, entity: hammer, value: 1, unit: usd}}\n",
        3,
        "there is no entity 'hammer'",
        "add the entity or correct the key",
    ),
    Case(
        "a measure that is not there",
        "about: bell_ringer\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: average_salery, value: 1, unit: usd}}\n",
        3,
        "there is no measure 'average_salery'",
        "did you mean 'average_salary'?",
    ),
    Case(
        "the other occupation of a comparison that is not there",
        "about: bell_ringer\ncomparisons:\n"
        "  - {key: a, source: almanac, other: sexton, aspect: Do, layout: prose, text: A., other_text: B.}\n",
        3,
        "there is no occupation 'sexton'",
        "add the occupation or correct the key",
    ),
    Case(
        "the other occupation of a related_occupation that is not there",
        "about: bell_ringer\nrelated_occupations:\n"
        "  - {key: a, source: almanac, kind: related, other: sexton, text: A.}\n",
        3,
        "there is no occupation 'sexton'",
        "add the occupation or correct the key",
    ),
    Case(
        "a row of a disagreement that is not there",
        "about: bell_ringer\ndisagreements:\n"
        "  - {key: d, topic: salary, text: No., rows: [salary.average, salary.averag]}\n",
        3,
        "there is no row 'salary.averag'",
        "did you mean 'salary.average'?",
    ),
    Case(
        "a disagreement that tells another number than its figures",
        "about: bell_ringer\ndisagreements:\n"
        "  - {key: d, topic: salary, text: One says 99 or 1000., rows: [salary.average]}\n",
        3,
        "'d' does not mention 100, the value of a figure among its rows",
        "rewrite its text for the present figures",
    ),
    Case(
        "an occupation of a disagreement that is not there",
        "disagreements:\n  - {key: d, occupation: bell, topic: salary, text: X, rows: [association.rope]}\n",
        2,
        "there is no occupation 'bell'",
        "add the occupation or correct the key",
    ),
    Case(
        "a description without a source",
        "entities:\n  - {key: cord, name: cord, kind: tool, description: Thin.}\n",
        2,
        "'cord' states facts without a source",
        "add 'source:' to this entry",
    ),
    Case(
        "a price of nothing without a source",
        "entities:\n  - {key: badge, name: badge, kind: certification, price: 0}\n",
        2,
        "'badge' states facts without a source",
        "add 'source:' to this entry",
    ),
    Case(
        "a row about no occupation",
        f"statements:\n  - {{key: a, {ROW}, text: One.}}\n",
        2,
        "'a' is about no occupation",
        "write 'about: <key>' at the top of the file, or 'occupation:' on the entry",
    ),
    Case(
        "a disagreement about no occupation",
        "disagreements:\n  - {key: d, topic: salary, text: No., rows: [association.rope]}\n",
        2,
        "'d' is about no occupation",
        "write 'about: <key>' at the top of the file, or 'occupation:' on the entry",
    ),
]
