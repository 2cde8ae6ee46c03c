"""The same answers by hand-written SQL, prepared, on the best index: what the pages are measured against."""

STATE = """
    CASE WHEN t.ended_on <= %(today)s THEN 'ended'
         WHEN t.started_on <= %(today)s AND EXISTS (
              SELECT 1 FROM participants_pause z WHERE z.trajectory_id = t.id
              AND z.starts_on <= %(today)s AND (z.ends_on IS NULL OR z.ends_on > %(today)s)) THEN 'paused'
         WHEN t.started_on <= %(today)s THEN 'active'
         WHEN t.selected = 'no' THEN 'not_selected'
         WHEN t.selected = 'yes' THEN 'selected'
         WHEN t.intake_on <= %(today)s THEN 'intake' ELSE 'registered' END
"""
LAST_CONTACT = "(SELECT c.held_on FROM participants_contactmoment c WHERE c.trajectory_id = t.id ORDER BY c.held_on DESC, c.id DESC LIMIT 1)"
NOW = "starts_on <= %(today)s AND (ends_on IS NULL OR ends_on > %(today)s)"
PROGRAMMES = f"SELECT programme_id FROM programmes_programmemember WHERE user_id = %(user)s AND role = 'project_leader' AND {NOW}"
OWN = f"SELECT trajectory_id FROM participants_assignment WHERE user_id = %(user)s AND role = 'coach' AND {NOW}"

ROWS = f"""
    SELECT t.id, t.person_id, p.first_name, p.last_name, p.name_key, e.name, f.name, t.registered_on, m.name, {LAST_CONTACT}, {STATE}
    FROM participants_trajectory t
    JOIN participants_person p ON p.id = t.person_id
    JOIN programmes_edition e ON e.id = t.edition_id
    LEFT JOIN programmes_phase f ON f.id = t.phase_id
    LEFT JOIN programmes_municipality m ON m.id = t.municipality_id
    WHERE {{mine}}
    ORDER BY t.registered_on DESC, t.id DESC LIMIT 26
"""
COACHES = """
    SELECT a.trajectory_id, u.first_name, u.last_name FROM participants_assignment a JOIN casetrack_user u ON u.id = a.user_id
    WHERE a.trajectory_id = ANY(%(shown)s) AND a.starts_on <= %(today)s AND (a.ends_on IS NULL OR a.ends_on > %(today)s)
    ORDER BY a.starts_on, a.id
"""
COUNT = "SELECT count(*) FROM (SELECT 1 FROM participants_trajectory t WHERE {mine} LIMIT 1001) counted"
LEADER, COACH = "t.programme_id = ANY(%(programmes)s)", f"t.id IN ({OWN})"
ONE_PROGRAMME = "t.programme_id = %(programme)s"


class Raw:
    """One user's list and detail page as statements on one connection, each prepared once."""

    def __init__(self, connection, user, today, *, leader):
        self.connection, self.leader = connection, leader
        self.given = {"user": user.pk, "today": today}

    def _all(self, sql, **more):
        return self.connection.execute(sql, self.given | more, prepare=True).fetchall()

    def _mine(self):
        """The condition for the rows of this user, with its values; a leader's programmes are asked first."""
        if not self.leader:
            return COACH, {}
        programmes = [row[0] for row in self._all(PROGRAMMES)]
        # With one programme the index gives the rows in order; with a list it does not.
        return (ONE_PROGRAMME, {"programme": programmes[0]}) if len(programmes) == 1 else (LEADER, {"programmes": programmes})

    def list_rows(self):
        """The 26 rows of the first page."""
        mine, given = self._mine()
        return self._all(ROWS.format(mine=mine), **given)

    def list_page(self):
        """The rows, the coaches of those shown, and the count up to 1,000."""
        mine, given = self._mine()
        rows = self._all(ROWS.format(mine=mine), **given)
        coaches = self._all(COACHES, shown=[row[0] for row in rows[:25]])
        return rows[:25], coaches, self._all(COUNT.format(mine=mine), **given)[0][0]

    def detail(self, key):
        """What the page of one trajectory shows, when the user may see it."""
        mine = f"t.programme_id IN ({PROGRAMMES})" if self.leader else COACH
        return [self._all(sql.format(mine=mine), key=key) for sql in DETAIL]


DETAIL = (
    f"""
    SELECT t.*, p.*, e.*, g.*, f.name, m.name, {LAST_CONTACT}, {STATE}
    FROM participants_trajectory t
    JOIN participants_person p ON p.id = t.person_id
    JOIN programmes_edition e ON e.id = t.edition_id
    JOIN programmes_programme g ON g.id = e.programme_id
    LEFT JOIN programmes_phase f ON f.id = t.phase_id
    LEFT JOIN programmes_municipality m ON m.id = t.municipality_id
    WHERE t.id = %(key)s AND {{mine}}
    """,
    """SELECT f."order", f.name FROM programmes_phase f JOIN participants_trajectory t ON t.edition_id = f.edition_id
    WHERE t.id = %(key)s ORDER BY f."order" """,
    """SELECT a.*, u.* FROM participants_assignment a JOIN casetrack_user u ON u.id = a.user_id WHERE a.trajectory_id = %(key)s
    AND a.starts_on <= %(today)s AND (a.ends_on IS NULL OR a.ends_on > %(today)s) ORDER BY a.starts_on, a.id""",
    """SELECT x.* FROM participants_trajectoryexception x WHERE x.content_object_id = %(key)s
    AND x.starts_on <= %(today)s AND (x.ends_on IS NULL OR x.ends_on > %(today)s)""",
    "SELECT * FROM participants_pause WHERE trajectory_id = %(key)s ORDER BY starts_on, id",
    """SELECT c.*, u.* FROM participants_contactmoment c JOIN casetrack_user u ON u.id = c.author_id
    WHERE c.trajectory_id = %(key)s ORDER BY c.held_on DESC, c.id DESC LIMIT 11""",
    """SELECT count(*), count(*) FILTER (WHERE status = 'present'), count(*) FILTER (WHERE status = 'absent')
    FROM participants_attendance WHERE trajectory_id = %(key)s""",
)

WORK, PLACED = "('paid_work', 'self_employment')", "('paid_work', 'self_employment', 'training')"
LEFT_OUT = "(ended_on <= %(as_of)s AND end_reason IN ('deceased', 'not_eligible', 'moved'))"
RECENCY = "k.start_on::text || k.recorded_on::text || lpad(k.id::text, 12, '0')"
HOLDS_28 = "k.start_on <= t.ended_on + 28 AND (k.end_on IS NULL OR k.end_on > t.ended_on + 28)"
HOLDS_6 = "k.start_on <= (t.ended_on + interval '6 months')::date AND (k.end_on IS NULL OR k.end_on > (t.ended_on + interval '6 months')::date)"
IN_WORK = "(work_rank IS NOT NULL AND (no_work_rank IS NULL OR work_rank > no_work_rank))"
LEAVER = f"ended_on + 28 <= %(as_of)s AND ended_on <= %(as_of)s AND NOT {LEFT_OUT}"
IN_D = f"({IN_WORK} OR training_on IS NOT NULL)"
STARTED = f"started_on <= %(as_of)s AND NOT {LEFT_OUT}"


def _within(months):
    horizon = f"(started_on + interval '{months} months')::date"
    return f"{STARTED} AND {horizon} <= %(as_of)s", f"placed_since <= {horizon}"


FIGURES = {
    "R": ("registered_on <= %(as_of)s", "placed_on IS NOT NULL"),
    "S": ("selected = 'yes' AND decided_on <= %(as_of)s", "placed_on IS NOT NULL"),
    "A": (STARTED, "placed_since IS NOT NULL"),
    "B6": _within(6),
    "B12": _within(12),
    "B24": _within(24),
    "D": (LEAVER, IN_D),
    "E": (f"{LEAVER} AND completed = 'yes'", IN_D),
    "F": ("started_on <= %(as_of)s", "placed_on IS NOT NULL"),
    "J6": (
        f"ended_on <= %(as_of)s AND (ended_on + interval '6 months')::date <= %(as_of)s AND {IN_WORK}",
        "kept_work_on IS NOT NULL",
    ),
    "U": ("started_on <= %(as_of)s", "ended_on <= %(as_of)s AND completed <> 'yes' AND placed_on IS NULL"),
}
COUNTED = ", ".join(f"count(*) FILTER (WHERE ({d}) AND ({n})), count(*) FILTER (WHERE {d})" for d, n in FIGURES.values())
UITSTROOM = f"""
    WITH t AS MATERIALIZED (
        SELECT * FROM participants_trajectory WHERE edition_id = %(edition)s AND end_reason <> 'duplicate'
    ), k AS (
        SELECT o.* FROM outcomes_outcome o JOIN t ON t.id = o.trajectory_id
        LEFT JOIN outcomes_outcome s ON s.supersedes_id = o.id AND s.recorded_on <= %(as_of)s
        WHERE o.recorded_on <= %(as_of)s AND o.start_on <= %(as_of)s AND NOT o.withdrawn AND s.id IS NULL
    ), facts AS (
        SELECT t.id, t.registered_on, t.selected, t.decided_on, t.started_on, t.ended_on, t.end_reason, t.completed,
            min(k.start_on) FILTER (WHERE k.kind IN {PLACED}) AS placed_on,
            min(k.start_on) FILTER (WHERE k.kind IN {PLACED} AND k.start_on >= t.started_on) AS placed_since,
            max({RECENCY}) FILTER (WHERE k.kind IN {WORK} AND {HOLDS_28}) AS work_rank,
            max({RECENCY}) FILTER (WHERE k.kind IN ('job_searching', 'no_work') AND {HOLDS_28}) AS no_work_rank,
            min(k.start_on) FILTER (WHERE k.kind = 'training' AND {HOLDS_28}) AS training_on,
            min(k.start_on) FILTER (WHERE k.kind IN {WORK} AND {HOLDS_6}) AS kept_work_on
        FROM t LEFT JOIN k ON k.trajectory_id = t.id
        GROUP BY t.id, t.registered_on, t.selected, t.decided_on, t.started_on, t.ended_on, t.end_reason, t.completed
    )
    SELECT {COUNTED} FROM facts
"""


def uitstroom(connection, edition, as_of) -> dict[str, tuple[int, int]]:
    """N and D of every letter (D of F is those who started) by one statement."""
    row = connection.execute(UITSTROOM, {"edition": edition.pk, "as_of": as_of}, prepare=True).fetchone()
    return {letter: (row[2 * n], row[2 * n + 1]) for n, letter in enumerate(FIGURES)}
