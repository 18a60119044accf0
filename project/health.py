"""What a load balancer asks: is the process alive, can it work."""

from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer while the process lives; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the databases answer and are migrated, 503 with what is not."""
    faults = {}
    for alias in connections:
        if alias != "owner":
            try:
                with connections[alias].cursor() as cursor:
                    cursor.execute("SELECT 1")
            except Error:
                faults[alias] = "does not answer"
    if "default" not in faults:
        executor = MigrationExecutor(connections["default"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            faults["migrations"] = "not all applied: run manage.py migrate"
    return JsonResponse(
        {"ready": not faults, "faults": faults}, status=503 if faults else 200
    )
