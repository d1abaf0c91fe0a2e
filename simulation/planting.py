"""Everything planted in a sample."""

from __future__ import annotations

from simulation.clerks import Clerk
from simulation.plan import Plan, Planter
from simulation.plant_documents import plant_documents
from simulation.plant_evidence import plant_evidence
from simulation.plant_registers import plant_evaluations, plant_registers, record_legitimate
from simulation.plant_rows import plant_rows
from simulation.plant_series import plant_series
from simulation.world import World


def build_plan(world: World, clerks: dict[str, Clerk]) -> Plan:
    """The whole plan of a sample; the same for the same world."""
    planter = Planter(world, clerks)
    plant_series(planter)
    plant_rows(planter)
    plant_documents(planter)
    plant_evaluations(planter)
    plant_registers(planter)
    plant_evidence(planter)
    record_legitimate(planter)
    return planter.plan
