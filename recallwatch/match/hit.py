"""A verdict as the line that ``check --jsonl`` prints."""

from recallwatch.model import Evidence, Notice, Question, Verdict


def hit_line(verdict: Verdict, notice: Notice, case_id: str, *, action: str) -> dict[str, object]:
    """One HIT; ``action`` is the first thing its owner should do."""
    return {
        "notice": verdict.notice,
        "case": case_id,
        "verdict": str(verdict.outcome),
        "evidence": [_evidence(e) for e in verdict.evidence],
        "question": _question(verdict.question) if verdict.question else None,
        "title": notice.title,
        "url": notice.url,
        "action": action,
    }


def _evidence(evidence: Evidence) -> dict[str, str]:
    """One reason; where it rests on an operator's word, ``quote`` is empty and ``note`` says what they said."""
    quote = evidence.quote
    line = {
        "axis": str(evidence.axis),
        "rule": evidence.rule,
        "yours": evidence.yours,
        "theirs": evidence.theirs,
        "quote": quote.said if quote else "",
    }
    return {**line, "note": quote.text} if quote and quote.by_operator else line


def _question(question: Question) -> dict[str, str]:
    line = {"ask": str(question.ask), "text": question.text, "where": question.where}
    return {**line, "url": question.url} if question.url else line
