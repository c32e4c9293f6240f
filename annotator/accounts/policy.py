"""Who may do what: the one table. A rules test walks every route against it.

An action is allowed to its role and every role above it. What a person may *see* besides (drafts, hidden articles) is
a matter of the row: articles/queries.py.
"""

from __future__ import annotations

from .models import ROLES, User

ANYBODY = None

ACTIONS: dict[str, str | None] = {
    "enter": ANYBODY,  # log in, accept an invitation, fetch style sheets, ask for health
    "read": "reader",
    "comment": "reviewer",
    "assess": "reviewer",  # claims, evidence, garbles, proposed corrections
    "ingest": "reviewer",
    "edit": "editor",  # accept corrections, settle, gazetteer, article metadata, hide
    "administer": "administrator",
}

# Every endpoint of the application. One that is missing here is refused, and fails the build.
ROUTES: dict[str, str] = {
    "static": "enter",
    "bootstrap.static": "enter",
    "assets.file": "enter",
    "security.login": "enter",
    "security.logout": "enter",
    "accounts.invitation": "enter",
    "accounts.account": "read",
    "accounts.change_password": "read",
    "accounts.people": "administer",
    "accounts.invite": "administer",
    "accounts.revoke": "administer",
    "accounts.change_role": "administer",
    "accounts.password_link": "administer",
    "accounts.deactivate": "administer",
    "accounts.reactivate": "administer",
    "desk.queue": "read",
    "desk.workbench": "read",
    "desk.text_part": "read",
    "desk.history": "read",
    "desk.health": "read",
    "desk.ready": "enter",
    "desk.name_uses": "read",
    "desk.save_claim": "assess",
    "desk.lay_zone": "assess",
    "desk.change_zone": "assess",
    "desk.articles": "read",
    "desk.collection_names": "read",
    "articles.edit": "ingest",
    "articles.collect": "ingest",
    "articles.release": "ingest",
    "ingest.new": "ingest",
    "ingest.paste": "ingest",
    "ingest.upload": "ingest",
    "ingest.job": "ingest",
    "claims.create": "assess",
    "claims.accept": "assess",
    "claims.reject": "assess",
    "claims.reopen": "assess",
    "claims.split": "assess",
    "claims.reanchor": "assess",
    "claims.mend": "assess",
    "claims.merge": "assess",
    "claims.remove_evidence": "assess",
    "garbles.create": "assess",
    "garbles.confirm": "assess",
    "garbles.dismiss": "assess",
    "garbles.reopen": "assess",
    "garbles.take_back": "assess",
    "garbles.remove_dismissal": "assess",
    "garbles.switch": "edit",
    "board.index": "read",
    "board.preview": "assess",
    "board.decide": "assess",
    "board.occurrences": "read",
    "board.settle_places": "assess",
    "board.rules": "read",
    "board.rule": "read",
    "board.dismissals": "read",
    "board.rates": "read",
    "board.glossary": "read",
    "corrections.propose": "assess",
    "corrections.accept": "assess",
    "corrections.reject": "assess",
    "reviews.settle": "assess",
    "reviews.recheck": "assess",
    "reviews.differing": "edit",
    "reviews.adjudicate": "edit",
    "reviews.policy": "administer",
    "reviews.keep_policy": "administer",
    "reviews.for_me": "read",
    "reviews.read_all": "read",
    "reviews.comment": "comment",
    "reviews.answer": "comment",
    "reviews.resolve": "comment",
    "reviews.reopen": "comment",
    "reviews.seen": "read",
    "reviews.names": "comment",
    "exports.choose": "read",
    "sources.index": "read",
    "sources.show": "read",
    "sources.new": "assess",
    "sources.edit": "assess",
    "gazetteer.index": "read",
    "gazetteer.show": "read",
    "gazetteer.history": "read",
    "gazetteer.new": "edit",
    "gazetteer.change": "edit",
    "gazetteer.edit": "edit",
    "gazetteer.add_alias": "edit",
    "gazetteer.change_alias": "edit",
    "gazetteer.edit_alias": "edit",
    "gazetteer.remove_alias": "edit",
    "gazetteer.remove_garble": "edit",
    "gazetteer.choose_merge": "edit",
    "gazetteer.merge": "edit",
    "gazetteer.split": "edit",
    "gazetteer.undo": "edit",
    "gazetteer.export": "read",
    "gazetteer.import_page": "edit",
    "gazetteer.send": "edit",
    "gazetteer.import_job": "edit",
    "gazetteer.take": "edit",
    "gazetteer.outside": "assess",
    "gazetteer.ask_outside": "assess",
    "gazetteer.take_identifier": "edit",
    "reconciliation.own": "read",
    "reconciliation.by_token": "enter",  # its view asks for the token of the settings
    "reconciliation.view": "read",
    "search.results": "read",
}


def may(user: User | None, action: str) -> bool:
    """Whether this person (None: nobody is logged in) may do this kind of thing at all."""
    needed = ACTIONS[action]
    if needed is ANYBODY:
        return True
    return user is not None and user.is_authenticated and user.active and user.rank >= ROLES.index(needed)
