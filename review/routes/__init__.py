"""One file a page; what a route may give to whom stands in ``review.access``."""

from __future__ import annotations

from review.routes import (
    antrian,
    aturan,
    bantuan,
    kelengkapan,
    massal,
    masuk,
    masuk_pemda,
    opd,
    pengguna,
    riwayat,
    satu_temuan,
    silpa,
    temuan,
    unggah,
)

ROUTERS = (
    masuk.router,
    masuk_pemda.router,
    antrian.router,
    massal.router,
    temuan.router,
    satu_temuan.router,
    kelengkapan.router,
    opd.router,
    silpa.router,
    aturan.router,
    riwayat.router,
    pengguna.router,
    bantuan.router,
    unggah.router,
)
"""In the order they are tried: fixed paths before those with a finding in them."""
