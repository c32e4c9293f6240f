"""The reconciliation service's addresses: for who is logged in, and by the token of the settings for tools."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..errors import NotFound, TooLarge, WirecheckError
from . import listing, reconciling
from .queries import entity_rows, gazetteer

pages = Blueprint("reconciliation", __name__)

# OpenRefine shows the preview in a frame of its own. It holds text only.
_FRAMED: Final = "default-src 'none'; style-src 'self'; frame-ancestors *; base-uri 'none'; form-action 'none'"
_CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$]{0,63}(\.[A-Za-z_$][\w$]{0,63}){0,3}")


@pages.route("/reconcile", methods=["GET", "POST"], defaults={"part": ""})
@pages.route("/reconcile/<path:part>", methods=["GET", "POST"])
def own(part: str) -> Response:
    """For a person's own session: in the desk's pages and to try it out."""
    return answered(part, url_for("reconciliation.own", part="", _external=True).rstrip("/"))


@pages.route("/reconcile-by/<secret>", methods=["GET", "POST", "OPTIONS"], defaults={"part": ""})
@pages.route("/reconcile-by/<secret>/<path:part>", methods=["GET", "POST", "OPTIONS"])
def by_token(secret: str, part: str) -> Response:
    """For tools, which cannot log in: whoever knows the token reads names, and nothing else."""
    token = current_app.config["RECONCILIATION_TOKEN"]
    if not token or not hmac.compare_digest(secret.encode(), token.encode()):
        raise NotFound("There is nothing here.")
    base = url_for("reconciliation.by_token", secret=secret, part="", _external=True).rstrip("/")
    response = answered(part, base, callback=request.args.get("callback", ""))
    # The token is what lets somebody in, no cookie: any page may ask that has it.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, POST"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    if part == "preview":
        response.headers["Content-Security-Policy"] = _FRAMED
    return response


def answered(part: str, base: str, *, callback: str = "") -> Response:
    """The answer of one address of the service; errors as JSON too, in words."""
    if callback and not _CALLBACK.fullmatch(callback):
        return as_json({"error": "“callback” is not the name of a function."}, "", 400)
    answer = _PARTS.get(part)
    if answer is None:
        return as_json({"error": "The service has no such address."}, callback, 404)
    try:
        found = answer(base)
    except TooLarge as error:
        return as_json({"error": str(error)}, callback, 413)
    except NotFound as error:
        return as_json({"error": str(error)}, callback, 404)
    except WirecheckError as error:
        return as_json({"error": str(error)}, callback, 400)
    return found if isinstance(found, Response) else as_json(found, callback, 200)


def as_json(found: dict[str, Any], callback: str, status: int) -> Response:
    text = json.dumps(found, ensure_ascii=False)
    if callback:
        # A script, for old browsers' way around: "/**/" keeps it from being taken for another kind of file, and the
        # two line ends that JavaScript has and JSON does not are written out.
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        return Response(f"/**/{callback}({text});", status, content_type="text/javascript; charset=utf-8")
    return Response(text, status, content_type="application/json; charset=utf-8")


def main(base: str) -> dict[str, Any]:
    """The manifest, or the answers to a batch (`queries`), to one query (`query`), or to what is to be added."""
    if "queries" in request.values:
        return reconciling.answers(gazetteer(), reconciling.parsed_batch(request.values["queries"], "queries"))
    if "query" in request.values:
        text = request.values["query"]
        query = reconciling.parsed_batch(text, "query") if text.lstrip().startswith("{") else text
        return {"result": reconciling.candidates(gazetteer(), query)}
    if "extend" in request.values:
        return reconciling.extended(gazetteer(), reconciling.parsed_batch(request.values["extend"], "extend"))
    view = url_for("reconciliation.view", key="", _external=True) + "{{id}}"
    return reconciling.manifest(base, view)


def suggest_entity(base: str) -> dict[str, Any]:
    prefix = request.args.get("prefix", "")[: reconciling.LONGEST_NAME]
    start = max(0, request.args.get("cursor", 0, type=int))
    known = gazetteer()
    found = listing.choices(prefix, most=start + reconciling.SUGGESTED)[start:] if prefix.strip() else []
    return reconciling.suggested([record for entity in found if (record := known.entity(entity.key)) is not None])


def suggest_type(base: str) -> dict[str, Any]:
    return reconciling.suggested_words(list(reconciling.ENTITY_KINDS), request.args.get("prefix", ""))


def suggest_property(base: str) -> dict[str, Any]:
    return reconciling.suggested_words(property_names(), request.args.get("prefix", ""))


def propose_properties(base: str) -> dict[str, Any]:
    return {
        "type": request.args.get("type", ""),
        "properties": [{"id": name, "name": name.replace("_", " ")} for name in property_names()],
    }


def property_names() -> list[str]:
    return reconciling.properties(listing.identifier_names())


def preview(base: str) -> Response:
    record = gazetteer().entity(request.args.get("id", ""))
    if record is None:
        raise NotFound("There is no such name in the gazetteer.")
    return Response(render_template("gazetteer/preview.html", record=record))


_PARTS: Final[dict[str, Callable[[str], dict[str, Any] | Response]]] = {
    "": main,
    "suggest/entity": suggest_entity,
    "suggest/type": suggest_type,
    "suggest/property": suggest_property,
    "properties": propose_properties,
    "preview": preview,
}


@pages.get("/names/by-id/", defaults={"key": ""})
@pages.get("/names/by-id/<path:key>")
def view(key: str) -> ResponseReturnValue:
    """From an id as files and tools know it to the page of the name."""
    row = entity_rows([key]).get(key)
    if row is None:
        raise NotFound("There is no name with this id.")
    return redirect(url_for("gazetteer.show", entity_id=row))
