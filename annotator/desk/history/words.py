"""The history's words: what tables, columns and values are called by people."""

from __future__ import annotations

import json
from typing import Any, Final

# What a row of each table is called, and where a person finds the history of one.
THINGS: Final[dict[str, str]] = {
    "articles": "article", "versions": "text", "zones": "zone", "collections": "collection",
    "claims": "claim", "claim_anchors": "words", "claim_facts": "fact", "evidence": "evidence",
    "assessments": "judgement", "adjudications": "decision between judgements", "comments": "comment",
    "garbles": "garble", "garble_dismissals": "dismissed words", "rule_switches": "rule switched off",
    "corrections": "correction", "sources": "source", "entities": "name", "aliases": "other name",
    "users": "person", "invitations": "invitation", "review_policy": "what the desk asks of a verdict",
    "saved_queues": "saved queue", "saved_searches": "saved search", "feed_tokens": "feed of a search",
    "tags": "tag", "taggings": "tag", "imports": "import", "notices": "correction notice", "approvals": "approval",
    "matters": "matter", "matter_claims": "sighting of a matter", "sightings": "two claims compared",
    "carried": "place in the new version",
    "disagreements": "pair that disagrees",
}  # fmt: skip
# What the program keeps for itself, or what the line says already (who, when, of what).
UNSAID: Final = frozenset(
    "id uid row_version changed_at version_id version_length prefix suffix passage_sha256 sha256 created_by_id"
    " created_at article_id claim_id priority prominence state_since assigned_at decided_at decided_by_id"
    " resolved_at number current_number length key used_at corrections".split()
)
COLUMNS: Final[dict[str, str]] = {
    "url": "address", "archive_url": "archive copy", "retrieved_at": "read at", "source_id": "source",
    "entity_id": "name meant", "alias_id": "taken for", "merged_into_id": "merged into", "checkable": "can be checked",
    "missing": "not certain", "marks": "marked words", "assignee_id": "taken by", "disputed": "reviewers differ",
    "reviewer_id": "reviewer", "author_id": "author", "resolved_by_id": "resolved by", "garble_id": "garble",
    "correction_id": "correction", "parent_id": "answer to", "origin_id": "passes on", "origin": "said by",
    "category": "kind of damage", "detector": "rule", "quote": "words", "due_at": "due", "published_at": "published",
    "role_id": "role", "tag_id": "tag", "assessment_id": "picked", "superseded_by_id": "replaced by",
    "withdrawn": "withdrawn from the text", "outcome": "in the new text", "decided": "decided", "before": "stood on",
    "places": "offered places", "state_before": "state before", "wording_before": "wording before",
    "wording_after": "wording after", "from_version_id": "from version",
    "sensitive": "sensitive", "embargo_until": "embargo until", "approved_by_id": "approved by",
    "approved_at": "approved", "dropped_at": "ended", "dropped_because": "ended because", "dropped_by_id": "ended by",
    "first_id": "one claim", "second_id": "other claim", "matter_id": "matter", "continued_in_id": "merged into",
    "until": "to", "resolved": "day", "high": "at most", "within": "holds in", "native_name": "native name",
}  # fmt: skip
# Texts whose words are compared one by one.
TEXTS: Final = frozenset("wording note passage text reason replacement description title context byline".split())
MOMENTS: Final = frozenset(
    "retrieved_at due_at embargo_until approved_at published_at expires_at seen_at dropped_at".split()
)
# Columns that name a row of another table.
REFERENCES: Final[dict[str, str]] = {
    "reviewer_id": "users", "author_id": "users", "assignee_id": "users", "resolved_by_id": "users",
    "approved_by_id": "users", "dropped_by_id": "users", "owner_id": "users",
    "user_id": "users", "tag_id": "tags", "search_id": "saved_searches",
    "used_by_id": "users", "entity_id": "entities", "source_id": "sources",
    "origin_id": "sources", "alias_id": "aliases", "claim_id": "claims", "merged_into_id": "claims",
    "garble_id": "garbles", "correction_id": "corrections", "superseded_by_id": "corrections",
    "parent_id": "comments", "role_id": "roles", "first_id": "claims", "second_id": "claims", "matter_id": "matters",
    "continued_in_id": "matters",
}  # fmt: skip
LONGEST: Final = 400  # of a value that is no compared text


# What a new row says of itself only because every row does.
USUAL: Final = frozenset(
    "worth reasons checkable withdrawn disputed sensitive origin language visibility severity".split()
)
# What was done, as a person did it; other verbs are said as they are.
PAST: Final[dict[str, str]] = {
    "judge": "judged", "accept": "accepted", "reject": "rejected", "reopen": "reopened", "split": "split",
    "re-anchor": "put on other words", "merge": "merged", "create": "made", "mark": "marked", "confirm": "confirmed",
    "dismiss": "dismissed", "take back": "took back", "propose": "proposed", "settle": "settled",
    "recheck": "sent back to be checked", "comment": "commented", "zone": "changed a zone", "edit": "edited",
    "correct a fact": "put a fact right", "remove evidence": "took a source off", "add evidence": "added a source",
    "collect": "put into a collection", "release": "took out of a collection", "ingest": "brought in",
    "import": "imported",
    "tag": "tagged", "untag": "took a tag off", "take": "took", "give back": "gave back", "hand over": "handed over",
    "decide": "decided together", "correct once": "decided on other places",
    "new version": "brought in a new version", "place": "put in its place in the new version",
    "let go": "let go with the old version",
    "mark sensitive": "marked as sensitive", "mark not sensitive": "took the sensitive mark off",
    "draft notice": "drafted a correction notice", "edit notice": "edited a correction notice",
    "approve notice": "approved a correction notice", "withdraw notice": "withdrew a correction notice",
    "approve": "found it ready", "take approval back": "took its readiness back",
    "confirm sighting": "confirmed a sighting", "refuse sighting": "refused a sighting",
    "take back sighting": "took a decision on a sighting back", "take out of a matter": "took a claim out of a matter",
    "edit matter": "edited a matter", "take over": "took a verdict over",
    "decide on a pair": "decided how a pair is read", "take back a pair": "took the decision on a pair back",
    "decide on pairs": "decided how pairs are read",
    "change": "put another correction in its place", "correct also": "corrected other places",
}  # fmt: skip


def past(verb: str) -> str:
    return PAST.get(verb, verb)


def column(name: str) -> str:
    return COLUMNS.get(name, name.removesuffix("_id").replace("_", " "))


def thing(table: str) -> str:
    return THINGS.get(table, table.replace("_", " "))


def short(words: str, most: int = 90) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def value(name: str, given: Any) -> str:
    """A value in words; empty for none. What names other rows is not for here."""
    if given is None or given in ("", []):
        return ""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, float):
        return f"{given:,.6g}"
    if isinstance(given, list):
        return ", ".join(short(item_words(item)) for item in given)
    if isinstance(given, dict):
        return short(", ".join(f"{key}: {value(key, each)}" for key, each in given.items()), LONGEST)
    words = str(given)
    if name in {"state", "kind", "category", "detector"}:
        words = words.replace("-", " ")
    return short(words, LONGEST)


def item_words(item: Any) -> str:
    """One of a list: a marked word with its kind, a suggestion with its score, else as it is."""
    if isinstance(item, dict) and "quote" in item:
        return f"{item.get('kind', '')} “{item['quote']}”".strip()
    if isinstance(item, dict) and "words" in item:
        return str(item["words"])
    if isinstance(item, dict) and "name" in item:
        return str(item["name"] or "(taken out)")
    return json.dumps(item, ensure_ascii=False) if isinstance(item, dict | list) else str(item)
