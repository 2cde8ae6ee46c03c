"""The OpenAPI document of the API, and a page to read it."""

from django.http import JsonResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator

from casetrack.pages import signed_in


def _document(request):
    return SchemaGenerator().get_schema(request=None, public=True)


@signed_in(methods=["GET"])
def schema(request):
    """The OpenAPI 3 document, as JSON."""
    return JsonResponse(_document(request))


@signed_in(methods=["GET"])
def docs(request):
    """The same document as a page: every address with what it takes and answers."""
    document = _document(request)
    shapes = document.get("components", {}).get("schemas", {})
    groups: dict[str, list[dict]] = {}
    for address, operations in sorted(document["paths"].items()):
        for method, operation in operations.items():
            if not isinstance(operation, dict) or "responses" not in operation:
                continue
            groups.setdefault(operation.get("tags", [""])[0], []).append(
                {
                    "method": method.upper(),
                    "address": address,
                    "text": operation.get("description", ""),
                    "fields": _fields(operation, shapes),
                    "answers": ", ".join(operation["responses"]),
                }
            )
    return render(request, "casetrack/api_docs.html", {"groups": groups})


def _fields(operation, shapes) -> list[dict]:
    """What an operation takes: its query parameters, and the fields of its body."""
    found = [
        {"name": p["name"], "type": _type(p.get("schema", {}), shapes), "required": p.get("required", False), "text": p.get("description", "")}
        for p in operation.get("parameters", [])
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    body = shapes.get(body.get("$ref", "").rpartition("/")[2], body)
    required = body.get("required", [])
    for name, shape in body.get("properties", {}).items():
        found.append({"name": name, "type": _type(shape, shapes), "required": name in required, "text": shape.get("description", "")})
    return found


def _type(shape, shapes) -> str:
    for part in [shape, *shape.get("allOf", []), *shape.get("oneOf", [])]:
        part = shapes.get(part.get("$ref", "").rpartition("/")[2], part)
        if "enum" in part:
            return " | ".join(str(value) for value in part["enum"] if value not in ("", None))
        if "type" in part:
            return part.get("format", part["type"])
    return ""
