"""JSON-LD after schema.org: the article with its corrections, and a ClaimReview for each settled claim.

Corrections are CorrectionComments (schema.org/correction), as approved notices word them; those that no notice tells of
are told in a sentence of the same kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ..record import ArticleRecord, AssessmentRecord, ClaimRecord, EvidenceRecord
from ..terms import Choice, Copies, Terms
from .claimreview import Agent, Claimed, Review, Work, node, rating_of
from .copied import TEXT, changed_at, copy_of, told
from .jsons import filled, moment, write_array, written
from .words import conditions

Node = dict[str, Any]

CONTEXT: Final = "https://schema.org"
DESK: Final = Agent(types="Organization", name="Wirecheck")
REVIEWERS: Final = Choice(
    "reviewers", "Who checked", {"desk": "The desk alone", "names": "The desk, and its reviewers by name"}
)
CHOICES: Final = (TEXT, REVIEWERS)
# Of those who say something: an office speaks as an organization, a document is no author.
SPEAKERS: Final = {"person": "Person", "anonymous": "Person", "office": "Organization"}


def write_one(record: ArticleRecord, terms: Terms) -> bytes:
    return written(document(record, terms)) + b"\n"


def write_many(copies: Copies, terms: Terms, file: BinaryIO) -> None:
    write_array((document(record, terms) for record in copies), file)


def document(record: ArticleRecord, terms: Terms) -> Node:
    """The article and the reviews of its claims, side by side."""
    reviews = [node(review(claim, record, terms)) for claim in settled(record)]
    return {"@context": CONTEXT, "@graph": [article(record, terms), *reviews]}


def settled(record: ArticleRecord) -> Iterator[ClaimRecord]:
    """The claims with a verdict that the desk stands by; others are not published as checked."""
    return (claim for claim in record.claims if claim.state == "settled" and claim.verdict)


def article(record: ArticleRecord, terms: Terms) -> Node:
    title, text = copy_of(record, terms)
    changed = changed_at(record)
    return {"@type": "NewsArticle", "@id": urn(record.uid)} | filled(
        url=record.address,
        headline=title,
        identifier=record.identifier,
        version=record.version_number,
        inLanguage=record.language,
        datePublished=record.published_at and moment(record.published_at),
        dateModified=changed and moment(changed),
        author=record.byline and {"@type": "Person", "name": record.byline},
        publisher=record.outlet and {"@type": "Organization", "name": record.outlet},
        translationOfWork=record.source_language and {"@type": "CreativeWork", "inLanguage": record.source_language},
        articleBody=text,
        conditionsOfAccess=" ".join(conditions(record)),
        correction=comments(record, terms),
    )


def comments(record: ArticleRecord, terms: Terms) -> list[Node]:
    named = terms.options.choice(REVIEWERS) == "names"
    return [
        {"@type": "CorrectionComment", "@id": urn(one.uid)}
        | filled(
            text=one.text,
            datePublished=moment(one.at),
            author={"@type": "Person", "name": one.by} if named and one.by else None,
        )
        for one in told(record)
    ]


def review(claim: ClaimRecord, record: ArticleRecord, terms: Terms) -> Review:
    """The desk's finding on a claim. There is no page of it on the web, so no `url`."""
    verdict = claim.verdict or ""
    agreeing = [one for one in claim.assessments if one.verdict == verdict]
    newest = max(agreeing, key=lambda one: one.changed_at, default=None)
    citations = [citation(one) for one in claim.evidence]
    return Review(
        types="ClaimReview",
        ident=urn(f"{claim.uid}#review"),
        claim=claim.wording,
        published=moment(newest.changed_at if newest else claim.changed_at),
        language=record.language,
        body=(newest.note or None) if newest else None,
        authors=(DESK, *reviewers(agreeing)) if terms.options.choice(REVIEWERS) == "names" else DESK,
        item=claimed(claim, record),
        rating=rating_of(verdict, explained(claim)),
        rest={"citation": citations} if citations else {},
    )


def reviewers(assessments: list[AssessmentRecord]) -> list[Agent]:
    return [Agent(types="Person", name=name) for name in dict.fromkeys(one.reviewer for one in assessments)]


def explained(claim: ClaimRecord) -> str | None:
    """How sure the desk is and, of a wrong claim, where it went wrong."""
    parts = [
        f"Confidence {claim.confidence} of 100." if claim.confidence is not None else "",
        f"Fault: {claim.fault}." if claim.fault else "",
    ]
    return " ".join(part for part in parts if part) or None


def claimed(claim: ClaimRecord, record: ArticleRecord) -> Claimed:
    """The claim, in the article's words, by whom it is made. This article is where the desk met it first."""
    here = Work(
        types="NewsArticle",
        ident=urn(record.uid),
        url=record.address,
        headline=record.title or None,
        published=moment(record.published_at) if record.published_at else None,
    )
    words = " … ".join(anchor.quote for anchor in claim.anchors)
    return Claimed(
        types="Claim",
        authors=author(claim, record),
        published=here.published,
        appearances=here,
        first=Work(types="NewsArticle", ident=urn(record.uid)),
        rest={"@id": urn(claim.uid)} | filled(text=words),
    )


def author(claim: ClaimRecord, record: ArticleRecord) -> Agent | None:
    """Who says it: the speaker that the article names, else the outlet itself."""
    if claim.speaker:
        kind = SPEAKERS.get(claim.speaker.kind)
        return Agent(types=kind, name=claim.speaker.name) if kind else None
    return Agent(types="Organization", name=record.outlet) if record.outlet else None


def citation(evidence: EvidenceRecord) -> Node:
    source = evidence.source
    return {"@type": "CreativeWork"} | filled(
        name=source.title,
        url=evidence.address,
        archivedAt=evidence.archive,
        text=evidence.passage,
        publisher=source.publisher and {"@type": "Organization", "name": source.publisher},
    )


def urn(uid: str) -> str:
    return f"urn:uuid:{uid}"
