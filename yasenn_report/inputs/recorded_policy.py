"""The policy of an earlier audit out of its JSON, as the table ``[policy]`` of a configuration says it."""

from collections.abc import Mapping, Sequence

from yasenn_report.inputs.small_files import SmallFile, shown_value

CONDITION = ("metric", "comparison", "threshold", "severity", "by")
WAIVER = ("finding", "partition", "owner", "reason", "expires")
NOT_AS = "it is not as an audit writes it"


def recorded_policy(file: SmallFile, content: Mapping[str, object]) -> dict[str, object]:
    """The table under its key, where the audit took its policy from its configuration; else nothing.

    A policy in a file of its own is named among the options already, and the shipped one needs no words.

    Raises:
        YasennReportError: of the file's own class: the verdict is not as an audit writes it.
    """
    verdict = content.get("verdict")
    if verdict is None:
        return {}
    policy = part(file, verdict, "policy")
    if policy.get("source") != "configuration":
        return {}
    waivers = listed(file, verdict, "waivers", WAIVER)
    table: dict[str, object] = {
        "verdict": dict(part(file, verdict, "meanings")),
        "condition": listed(file, verdict, "conditions", CONDITION),
    }
    if waivers:
        table["waiver"] = waivers
    if policy.get("title") is not None:
        table["name"] = policy["title"]
    return {"policy": table}


def part(file: SmallFile, verdict: object, key: str) -> Mapping[str, object]:
    """An object of the verdict.

    Raises:
        YasennReportError: there is no such object.
    """
    found = verdict.get(key) if isinstance(verdict, dict) else None
    if not isinstance(found, dict):
        raise file.refusal(f"'{key}' of its 'verdict' is {shown_value(found)}: {NOT_AS}")
    return found


def listed(file: SmallFile, verdict: object, key: str, fields: Sequence[str]) -> list[dict[str, object]]:
    """What a policy says of its conditions or waivers, without what came of them.

    Raises:
        YasennReportError: the verdict has no array of objects there.
    """
    found = verdict.get(key) if isinstance(verdict, dict) else None
    if not isinstance(found, list):
        raise file.refusal(f"'{key}' of its 'verdict' is {shown_value(found)}: {NOT_AS}")
    for one in found:
        if not isinstance(one, dict):
            raise file.refusal(f"'{key}' of its 'verdict' has {shown_value(one)} in it: {NOT_AS}")
    return [{field: one[field] for field in fields if one.get(field) is not None} for one in found]
