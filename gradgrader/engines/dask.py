"""A cluster of dask's: submissions go out by content, to whichever worker is free."""

from __future__ import annotations

from gradgrader.engines.base import Engine, Place, engine
from gradgrader.errors import GradgraderError


@engine
def dask(place: Place) -> Engine:
    """The cluster at an address, or one of this machine's own; raises where dask is missing."""
    try:
        import distributed  # noqa: F401, PLC0415 - an extra, and slow to import
    except ModuleNotFoundError as error:
        raise GradgraderError(
            f"--cluster needs dask: there is no module {error.name!r}",
            hint="pip install 'gradgrader[cluster]'",
        ) from error
    from gradgrader.engines._cluster import Cluster  # noqa: PLC0415 - it needs dask

    return Cluster(place)
