"""Every model of every package, so that the schema is whole whoever asks first; and what keeps claims in the queue's
order as they are written."""

from ..accounts import models as accounts
from ..articles import models as articles
from ..claims import models as claims
from ..claims import priority
from ..corrections import models as corrections
from ..db import idempotency, tracking
from ..deliveries import changes as copy_changes
from ..deliveries import models as deliveries
from ..garbles import models as garbles
from ..gazetteer import models as gazetteer
from ..jobs import models as jobs
from ..reviews import models as reviews
from ..search.saved import models as saved_searches
from ..sources import models as sources
from ..tags import models as tags

__all__ = [
    "accounts",
    "articles",
    "claims",
    "copy_changes",
    "corrections",
    "deliveries",
    "garbles",
    "gazetteer",
    "idempotency",
    "jobs",
    "priority",
    "reviews",
    "saved_searches",
    "sources",
    "tags",
    "tracking",
]
