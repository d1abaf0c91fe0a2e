"""Processes that share the reading and writing of many workbooks."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.forkserver import ensure_running, set_forkserver_preload
from typing import Any


def start_workers(
    workers: int, module: str, prepare: Callable[..., None] | None = None, given: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """A pool of ``workers`` that run functions of ``module``, each after ``prepare(*given)``.

    They branch off a process that did nothing but load the first module asked for: what takes a second is loaded once
    in a program's life, not once a worker, and a worker that takes the place of a dead one is there at once.
    """
    set_forkserver_preload([module])
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(workers, context, initializer=prepare, initargs=given)


def get_ready(module: str) -> None:
    """Begin to load ``module`` for workers that will soon be wanted."""
    set_forkserver_preload([module])
    ensure_running()
