"""Every model of every package, so that the schema is whole whoever asks first; and what keeps claims in the queue's
order as they are written."""

from ..accounts import models as accounts
from ..articles import models as articles
from ..claims import models as claims
from ..claims import priority
from ..contradictions import models as contradictions
from ..corrections import models as corrections
from ..db import idempotency, tracking
from ..deliveries import changes as copy_changes
from ..deliveries import models as deliveries
from ..garbles import models as garbles
from ..gazetteer import models as gazetteer
from ..jobs import models as jobs
from ..readiness import changes as approval_changes
from ..readiness import models as readiness
from ..relays import models as relays
from ..reviews import models as reviews
from ..search.saved import models as saved_searches
from ..sightings import models as sightings
from ..sources import models as sources
from ..tags import models as tags
from ..versions import models as versions

__all__ = [
    "accounts",
    "approval_changes",
    "articles",
    "claims",
    "contradictions",
    "copy_changes",
    "corrections",
    "deliveries",
    "garbles",
    "gazetteer",
    "idempotency",
    "jobs",
    "priority",
    "readiness",
    "relays",
    "reviews",
    "saved_searches",
    "sightings",
    "sources",
    "tags",
    "tracking",
    "versions",
]
