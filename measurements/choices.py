"""Fixed lists of words. Values are stored; labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Frequency(TextChoices):
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    HALF_YEARLY = "half_yearly", _("Every half-year")
    YEARLY = "yearly", _("Every year")
    ONCE = "once", _("Once")
    CUSTOM = "custom", _("On days of your own")


class Direction(TextChoices):
    INCREASE = "increase", _("More is better")
    DECREASE = "decrease", _("Less is better")
    MAINTAIN = "maintain", _("It should stay within a range")


class Accountability(TextChoices):
    """Whose number it is: a whole population's, for which no one organization answers, or a program's."""

    PERFORMANCE = "performance", _("The people our program serves")
    POPULATION = "population", _("Everybody in the community")


class Kind(TextChoices):
    """What a program's measure tells (Friedman, Trying Hard Is Not Good Enough)."""

    HOW_MUCH = "how_much", _("How much did we do?")
    HOW_WELL = "how_well", _("How well did we do it?")
    BETTER_OFF_NUMBER = "better_off_number", _("Is anyone better off? (number)")
    BETTER_OFF_PERCENT = "better_off_percent", _("Is anyone better off? (percent)")


class Aggregation(TextChoices):
    """How figures of several members or periods become one."""

    SUM = "sum", _("Add them up")
    CUMULATIVE = "cumulative", _("Each figure is a total to date")
    PERCENT = "percent", _("Part of a whole, in percent")
    MEAN = "mean", _("Average score")
    LATEST = "latest", _("As it stands at the end of the period")
    UNIQUE = "unique", _("Different people")
    NONE = "none", _("Words, not numbers")


class DimensionKind(TextChoices):
    PARTITION = "partition", _("Everybody is in exactly one category")
    MULTI_CHOICE = "multi_choice", _("People may be in several categories")


class TargetSpan(TextChoices):
    EACH_PERIOD = "each_period", _("Each period")
    ALTOGETHER = "altogether", _("All periods together")


class ObservationState(TextChoices):
    DRAFT = "draft", _("Draft")
    RETURNED = "returned", _("Returned")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")


class Content(TextChoices):
    NUMBER = "number", _("Number")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    NOT_COLLECTED = "not_collected", _("Not collected")


class CommitmentKind(TextChoices):
    HOURS = "hours", pgettext_lazy("kind of commitment", "Hours")
    SPACE = "space", pgettext_lazy("kind of commitment", "Space")
    GOODS = "goods", pgettext_lazy("kind of commitment", "Goods")
    MONEY = "money", pgettext_lazy("kind of commitment", "Money")
    EXPERTISE = "expertise", pgettext_lazy("kind of commitment", "Expertise")
    PROMOTION = "promotion", pgettext_lazy("kind of commitment", "Promotion")


class Basis(TextChoices):
    """What the quantity of a commitment is counted by."""

    TOTAL = "total", _("in all")
    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    YEAR = "year", _("every year")


class ActivityKind(TextChoices):
    CLASS = "class", pgettext_lazy("kind of activity", "Class")
    TUTORING = "tutoring", pgettext_lazy("kind of activity", "Tutoring")
    CONVERSATION = "conversation", pgettext_lazy("kind of activity", "Conversation group")
    WORKSHOP = "workshop", pgettext_lazy("kind of activity", "Workshop")
    DROP_IN = "drop_in", pgettext_lazy("kind of activity", "Drop-in help")
    STORY_TIME = "story_time", pgettext_lazy("kind of activity", "Story time")
    TRAINING = "training", pgettext_lazy("kind of activity", "Training of helpers")
    CHILD_CARE = "child_care", pgettext_lazy("kind of activity", "Child care")
    OUTREACH = "outreach", pgettext_lazy("kind of activity", "Outreach")
    EVENT = "event", pgettext_lazy("kind of activity", "Event")
    OTHER = "other", pgettext_lazy("kind of activity", "Something else")


class Repeat(TextChoices):
    ONCE = "once", _("Once")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every other week")
    MONTHLY = "monthly", _("Every month, in the same week of the month")
    IRREGULAR = "irregular", _("On no fixed days")


class SessionState(TextChoices):
    HELD = "held", pgettext_lazy("a session", "Held")
    CANCELLED = "cancelled", pgettext_lazy("a session", "Cancelled")


class ClaimKind(TextChoices):
    CORRECTION = "correction", _("Correction asked for")
    CONTEST = "contest", _("Contested")


class ClaimOutcome(TextChoices):
    KEPT = "kept", _("The figure stays")
    REOPENED = "reopened", _("Opened for a new figure")
    CORRECTED = "corrected", _("Corrected by the organization")


class RoleKind(TextChoices):
    """What an organization does for a goal."""

    LEAD = "lead", _("Leads")
    DELIVER = "deliver", _("Delivers")
    SUPPORT = "support", _("Supports")
    FUND = "fund", _("Funds")
    ADVISE = "advise", _("Advises")
