"""Many targets of an example: who looks at which, when, and what is not in order; all of it follows from names."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from pilkada_check.cli.example_build import LANG, Build, Task
from pilkada_check.files.examples import Many, Shares, Team
from pilkada_check.files.scope import Checked, scope_of
from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.expression import Environment, Expression
from pilkada_check.model.text import bare
from pilkada_check.model.unit import Officer
from pilkada_check.rules.facts import compute
from pilkada_check.rules.passing import passing
from pilkada_check.rules.targets import targets

_THOUSAND = 1000


def take_many(build: Build, many: Many) -> None:
    """One round of one list on many targets, each by the first team that it belongs to; a target of nobody stays."""
    one = build.workspace.known[many.list]
    unknown = many.answers.keys() - {item.id for item in one.items()}
    if unknown:
        raise AssertionError(f"{many.list}: {', '.join(unknown)}")
    teams = [(team, _condition(build, one, team)) for team in many.by]
    for target in _wanted(build, many, one):
        env = build.environment(one, target)
        team = next((team for team, where in teams if _belongs(target, env, team, where)), None)
        if team is None:
            continue
        officer = _officer(build, env, team)
        began = max(team.at, build.free.get(officer.number, team.at))
        pace = _Pace(f"{build.unit.name}|{many.list}|{target}|{many.round}", many)
        device = team.device or officer.number
        task = Task(many.list, target, many.round, officer, device, began, pace.line)
        build.take(task, _Lines(build, many, target))
        build.free[officer.number] = began + timedelta(seconds=pace.gone + pace.pause())


def _wanted(build: Build, many: Many, one: Checklist) -> Iterable[str]:
    """The targets of a round that have none yet: all, or of a list with a sample those that its plan names first."""
    names: Iterable[str] = targets(build.unit, one)
    if many.round == "ricek" and one.sample is not None:
        plan = build.plans[one.id]
        names = [*plan.drawn[: many.drawn], *plan.always[: many.always]]
    for name in names:
        rounds = {opened.round for _, opened in build.made.get((one.id, name), [])}
        if many.round not in rounds and (many.round == "cek" or "cek" in rounds):
            yield name


def _condition(build: Build, one: Checklist, team: Team) -> Expression | None:
    """Which targets a team looks at; None: all."""
    if not team.where:
        return None
    found = scope_of(build.workspace.book, one.target).read(team.where)
    if not isinstance(found, Checked):
        raise AssertionError(f"{one.id}: {team.where}: {found}")  # noqa: TRY004 - a slip in a shipped file
    return found.expression


def _belongs(target: str, env: Environment, team: Team, where: Expression | None) -> bool:
    """Whether a team looks at a target."""
    return (not team.targets or target in team.targets) and (where is None or compute(where, env) is True)


def _officer(build: Build, env: Environment, team: Team) -> Officer:
    """Whoever looks at a target: by number, or the one who has the post that its row names."""
    if not team.officer.startswith("{"):
        return build.officer(team.officer)
    post = bare(str(env[team.officer.strip("{}")]))
    return next(each for each in build.unit.officers.values() if bare(each.post) == post)


class _Pace:
    """How long an officer takes for each line: as long as the plan says, and a little more that follows from names."""

    def __init__(self, seed: str, many: Many) -> None:
        self._digest = sha256(seed.encode()).digest()
        self._many = many
        self._count = 0
        self.gone = 0

    def line(self) -> int:
        """Seconds before the next line."""
        self._count += 1
        taken = self._many.seconds + self._more(self._many.seconds // 2)
        self.gone += taken
        return taken

    def pause(self) -> int:
        """Seconds before the next target."""
        return self._many.pause + self._more(self._many.pause)

    def _more(self, most: int) -> int:
        return self._digest[self._count % len(self._digest)] % (most + 1)


class _Lines:
    """What is typed at each item of one target."""

    def __init__(self, build: Build, many: Many, target: str) -> None:
        self._seed = f"{build.unit.name}|{many.list}|{target}|"
        self._cek = build.typed.get((many.list, target), {}) if many.round == "ricek" else {}
        self._round = f"|{many.round}" if many.round == "ricek" else ""
        self._shares: Shares = many.answers

    def __call__(self, item: Item, env: Environment, at: datetime) -> Sequence[str]:
        """The lines of its share; without one what the cek typed, or what passes."""
        shares = self._shares.get(item.id)
        if shares is not None:
            lot = int(sha256(f"{self._seed}{item.id}{self._round}".encode()).hexdigest()[:8], 16) % _THOUSAND
            for share, *lines in shares:
                lot -= int(share)
                if lot < 0:
                    return [line.format_map(env) for line in lines]
        return self._cek.get(item.id) or passing(item, env, at.date(), LANG)
