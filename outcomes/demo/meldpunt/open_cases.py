"""The reports of the last weeks, each in another state: some wait for a first contact, and the clock runs."""

from datetime import date, timedelta

from outcomes.demo.meldpunt import words
from outcomes.demo.meldpunt.plans import Case
from outcomes.demo.story import working_day
from referrals.working_days import working_days_after


def _case(received, ground, terrain, handler, *, days=(), route="advised", contact=None, **more):
    told = words.TOLD[terrain][0].format(why=words.WHY[ground])
    fields = {"nature": "disputed_treatment", "channel": "phone", "via": "direct", "role": "victim", "anonymity": "none"}
    fields |= {"residence": "0106", "incident": "0106"} | more
    return Case(
        received_on=received, ground=ground, terrain=terrain, handler=handler, route=route, contact_on=contact,
        description=f"{told} {words.MADE_UP}", moves=list(days), **fields,
    )  # fmt: skip


def open_cases(today: date) -> list[Case]:
    """By day of receipt."""

    def ago(days):
        return working_day(today - timedelta(days=days))

    def after(day, count):
        return min(working_days_after(day, count), today)

    online = {"channel": "electronic", "via": "discriminatie_nl"}
    begun, heard, asked, court, again = ago(13), ago(27), ago(45), ago(75), ago(100)
    return [
        _case(
            again, "disability", "public_services", "meldpunt-lead", contact=again, complaint=True, complaint_since=again, incident="0118",
            residence="0118", party=words.parties_of("public_services")[0], steps=[("advice", after(again, 4))],
            days=[("intake", again), ("in_progress", after(again, 4)), ("closed", after(again, 12)), ("reopened", after(again, 40))],
        ),
        _case(
            court, "sex.pregnancy", "labour_market", "consulent2", contact=after(court, 1), complaint=True, complaint_since=court,
            residence="0119", incident="0119", route="assisted", steps=[("advice", after(court, 3)), ("assistance", after(court, 20))],
            days=[("intake", after(court, 1)), ("in_progress", after(court, 3)), ("in_procedure", after(court, 20))],
        ),
        _case(
            asked, "race", "labour_market", "consulent", contact=after(asked, 2), complaint=True, complaint_since=after(asked, 2),
            residence="0114", incident="0114", party=words.parties_of("labour_market")[0], route="investigated", letter="other_party",
            steps=[("advice", after(asked, 4))],
            days=[("intake", after(asked, 2)), ("in_progress", after(asked, 4)), ("waiting", after(asked, 12))],
        ),
        _case(
            heard, "sexual_orientation", "neighbourhood", "consulent", contact=after(heard, 1), complaint=True, complaint_since=heard,
            nature="threat", residence="1730", incident="1730", route="referred", steps=[("advice", after(heard, 2)), ("referral", after(heard, 5))],
            days=[("intake", after(heard, 1)), ("in_progress", after(heard, 2))],
        ),
        _case(
            begun, "age", "commercial_services", "consulent2", contact=after(begun, 1), letter="reporter", residence="1681", incident="0114",
            days=[("intake", after(begun, 1))], steps=[], **online,
        ),
        _case(ago(9), "religion.islam", "public_space", None, residence="0109", incident="0109", nature="hostile_treatment.insult", **online),
        _case(
            today - timedelta(days=3), "race.skin_colour", "hospitality", "consulent", anonymity="full", mailbox=True, residence="0106",
            incident="0106", party=words.parties_of("hospitality")[0], channel="electronic", via="direct",
        ),
        _case(ago(1), "disability", "education", None, residence="1690", incident="0119", role="intermediary", **online),
        _case(today, "race", "sport", "consulent2", residence="0118", incident="0118", role="witness", nature="hostile_treatment.insult", **online),
    ]  # fmt: skip
