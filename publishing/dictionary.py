"""The data dictionary of a snapshot, from the schemas themselves: docs/panduan/keluaran.md.

``python -m publishing.dictionary`` writes it; ``--check`` says whether it is current.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from publishing.database import TABLE_WORDS, VIEW_WORDS
from schemas.outputs import OUTPUT_TABLES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "panduan" / "keluaran.md"
WORDS = Path(__file__).parent / "columns.toml"

_TYPES = ((pl.String, "teks"), (pl.Boolean, "ya/tidak"), (pl.Date, "tanggal"), (pl.Datetime, "waktu UTC"),
          (pl.List, "daftar bilangan"), (pl.Float64, "pecahan"))  # fmt: skip

_OPENING = """# Keluaran: kamus data

Dibuat dari skema oleh `make dictionary`; jangan disunting dengan tangan.

Terbitan yang berlaku selalu ada di `HOME/published/current/`. `current` adalah tautan yang berpindah sekaligus
setelah versi baru lengkap dan lolos pemeriksaan rilis; versi lama tetap di sampingnya dan tidak pernah diubah. Setiap
tabel ada sebagai Parquet dan CSV (UTF-8 dengan BOM; teks yang diawali `=`, `+`, `-`, `@` diberi tanda petik agar tidak
menjadi rumus). Kolom berakhiran `_idr` adalah rupiah bulat, `_pct` persen (0–100), `_tgl` tanggal, `_at` waktu UTC.

Kamus ini ikut terbit sebagai `kamus.md`, bersama aturan validasi tiap variabel (MS-Var BPS) sebagai `ms_var.csv` dan
`ms_var.json`, sehingga setiap terbitan menjelaskan dirinya sendiri.

**Kosong bukan nol.** Sel kosong berarti tidak disebut atau tidak terbaca. Baris berstatus `tidak_dapat_dinilai` terbit,
tetapi tidak pernah berarti lolos.

## Membaca untuk dasbor

Bacalah selalu lewat `current`, dan catat `versi` dari `manifest.json` bersama angka yang ditampilkan.

```sql
-- DuckDB, langsung dari Parquet
SELECT kode_opd, sum(realisasi_idr) AS realisasi_idr
FROM read_parquet('HOME/published/current/realisasi.parquet')
WHERE tahun = 2025 AND bulan = 11 GROUP BY kode_opd;
```

```python
import polars as pl

anomali = pl.read_parquet("HOME/published/current/anomali.parquet")
```

Satu berkas `jujur_<versi>.duckdb` memuat semua tabel dan tampilan (view) berikut; buka dengan modus baca saja
(`duckdb -readonly`).

| tampilan | isi |
| --- | --- |
"""


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def meaning(table: str, column: str) -> str:
    """What ``column`` of ``table`` holds, in Indonesian. KeyError names a column nobody described."""
    words = _words()
    own = words["tabel"].get(table, {}).get(column)
    return str(own if own is not None else words["kolom"][column])


def dictionary() -> str:
    """The page in Markdown."""
    lines = [_OPENING + "\n".join(f"| `{name}` | {words} |" for name, words in VIEW_WORDS.items()), ""]
    for table, model in OUTPUT_TABLES.items():
        lines += [f"## `{table}`", "", f"{TABLE_WORDS[table]}.", "", "| kolom | jenis | arti |", "| --- | --- | --- |"]
        for name, column in model.to_schema().columns.items():
            kind = _kind(column.dtype.type) + (", boleh kosong" if column.nullable else "")
            lines.append(f"| `{name}` | {kind} | {meaning(table, name)} |")
        lines.append("")
    return "\n".join(lines)


def _kind(dtype: pl.DataType) -> str:
    return next((word for type_, word in _TYPES if dtype == type_), "bilangan bulat")


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` compare it."""
    text = dictionary()
    if arguments == ["--check"]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        print(f"not current: {PAGE.name}; run make dictionary")
        return 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
