"""The policy of an earlier audit out of its JSON, as the table ``[policy]`` of a configuration says it."""

from collections.abc import Mapping, Sequence

from yasenn_report.inputs.small_files import SmallFile, shown_value

CONDITION = ("metric", "comparison", "threshold", "severity", "by")
WAIVER = ("finding", "partition", "owner", "reason", "expires")


def recorded_policy(file: SmallFile, content: Mapping[str, object]) -> dict[str, object]:
    """The table under its key, where the audit took its policy from its configuration; else nothing.

    A policy in a file of its own is named among the options already, and the shipped one needs no words.

    Raises:
        YasennReportError: of the file's own class: the verdict is not as an audit writes it.
    """
    verdict = content.get("verdict", {})
    policy = part(file, verdict, "policy") if verdict else {}
    if policy.get("source") != "configuration":
        return {}
    title = policy.get("title")
    waivers = [picked(file, one, WAIVER) for one in several(file, verdict, "waivers")]
    table: dict[str, object] = {
        **({} if title is None else {"name": title}),
        "verdict": dict(part(file, verdict, "meanings")),
        "condition": [picked(file, one, CONDITION) for one in several(file, verdict, "conditions")],
        **({"waiver": waivers} if waivers else {}),
    }
    return {"policy": table}


def part(file: SmallFile, whole: object, key: str) -> Mapping[str, object]:
    """An object in another one."""
    found = whole.get(key) if isinstance(whole, dict) else None
    if not isinstance(found, dict):
        raise refusal(file, key, found)
    return found


def several(file: SmallFile, whole: object, key: str) -> Sequence[object]:
    """An array in an object."""
    found = whole.get(key) if isinstance(whole, dict) else None
    if not isinstance(found, list):
        raise refusal(file, key, found)
    return found


def picked(file: SmallFile, found: object, keys: Sequence[str]) -> dict[str, object]:
    """What a policy says of a condition or a waiver, without what came of it."""
    if not isinstance(found, dict):
        raise refusal(file, "conditions", found)
    return {key: found[key] for key in keys if found.get(key) is not None}


def refusal(file: SmallFile, key: str, found: object) -> Exception:
    """Why the verdict cannot be read."""
    return file.refusal(f"'{key}' of its 'verdict' is {shown_value(found)}: it is not as an audit writes it")
