"""The SPJ an agency files for the months in which an advance (TU) stood open or was accounted for."""

from __future__ import annotations

from simulation.clerks import file_name, month_name
from simulation.forms.accountability import spj_grid
from simulation.forms.rfk import Heading
from simulation.office import JAKARTA, Office, Outgoing, sent_at
from simulation.world import month_end


def accountability_reports(office: Office) -> list[Outgoing]:
    """One workbook a month; none of an agency that took no advance."""
    world, agency = office.world, office.agency
    lines = world.lines[agency.kode]
    opened = {line.tambah_uang[0] for line in lines if line.tambah_uang is not None}
    ceiling = [line for line in lines if line.kode not in office.plan.no_ceiling.get(agency.kode, set())]
    files = []
    for month in sorted(m for m in opened | {m + 1 for m in opened} if m <= world.months):
        sent = sent_at(office, "spj", month_end(world.year, month))
        heading = Heading(office.clerk, agency, world.year, month, sent.astimezone(JAKARTA).date())
        name = file_name(office.clerk, "SPJ", agency, world.year, month_name(office.clerk, month))
        files.append(Outgoing(f"SPJ/{name}.xlsx", sent, [spj_grid(office.clerk, agency, heading, ceiling)]))
    return files
