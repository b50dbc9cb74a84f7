"""The commands about people: who may be the same."""

import argparse
from dataclasses import asdict

from fielddoc.app import duplicates
from fielddoc.cli.commands import DONE, opened
from fielddoc.cli.terminal import tell, tell_json, working


def duplicates_list(args: argparse.Namespace) -> int:
    """List the pairs of people who may be one and about whom nobody decided."""
    say = args.say
    with opened(args) as found, working(say("Comparando")) as progress:
        pairs = duplicates.listing(found, progress)
    if args.json:
        tell_json({"pairs": [asdict(pair) for pair in pairs], "count": len(pairs)})
        return DONE
    for pair in pairs:
        one, other = pair.titles
        score = int(pair.score * 100)
        tell(say("{score} %  {one}  ·  {other}", score=score, one=one, other=other))
        for reason in pair.reasons:
            sign = "+" if reason.weight > 0 else "-" if reason.weight < -1 else " "
            tell(f"  {sign} {reason.said}")
    tell(say("Parejas: {count}. Son solo avisos: nada se une solo.", count=len(pairs)))
    return DONE
