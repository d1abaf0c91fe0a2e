"""The words of the returned workbook. An observation, a reference, a question; never a motive."""

from __future__ import annotations

from schemas.text import Text

SHEET = "Hasil Pemeriksaan"
MOTTO = Text("Temuan bukan tuduhan; temuan adalah pertanyaan.", "A finding is no charge; a finding is a question.")
CHECKED = Text("Berkas: {name} · diperiksa {day}", "File: {name} · checked on {day}")
GOOD = Text("Yang sudah baik", "What is in order")
ASKED = Text("Yang ditanyakan: {n} hal dalam {cases} kelompok", "What is asked: {n} points in {cases} groups")
HOW = Text(
    "Perbaiki selnya langsung di lembar Anda, atau pilih satu tanggapan pada tabel di bawah. Boleh dijawab sebagian. "
    "Simpan, lalu kirim berkas ini seperti laporan biasa; berkas dibaca malam berikutnya.",
    "Correct the cell on your own sheet, or choose a response in the table below. Part of the answers is welcome too. "
    "Save, then send this file like any report; it is read the following night.",
)
MEANING = Text("Arti tiap tanggapan", "What each response means")
SUMMARY = Text("Ringkasan", "Summary")
CASE = Text("{n} × {case} (misalnya {examples})", "{n} × {case} (for instance {examples})")
CASE_ALONE = Text("{case} ({examples})", "{case} ({examples})")
TOLD = Text("Untuk diketahui, tidak perlu dijawab", "For information, no answer needed")
REMARKS = Text("Catatan tentang kiriman Anda", "Notes on what you sent")
THANKS = Text(
    "Terima kasih. Tidak ada yang perlu ditanyakan pada berkas ini. Angka yang rendah namun benar sama berharganya.",
    "Thank you. There is nothing to ask about this file. A figure that is low and true is worth just as much.",
)
HEADINGS = (
    Text("No.", "No."), Text("Sel", "Cell"), Text("Pertanyaan", "Question"), Text("Tertulis", "As stated"),
    Text("Acuan", "Reference"), Text("Tanggapan", "Response"), Text("Penjelasan", "Explanation"),
    Text("Bukti", "Evidence"),
)  # fmt: skip
SETTLES = Text("Dapat dijawab dengan: {what}", "Can be settled by: {what}")
OF_CASE = Text("{title} ({k} dari {n})", "{title} ({k} of {n})")
BY_CASE = Text("{title} ({k} dari {n}, kelompok “{case}”)", "{title} ({k} of {n}, group “{case}”)")
WHOLE_SHEET = Text("lembar {sheet}", "sheet {sheet}")
WHOLE_ROW = Text("{sheet}, baris {row}", "{sheet}, row {row}")
WHOLE_FILE = Text("seluruh berkas", "the whole file")
NOTE = Text(
    "{text}\nPerbaiki sel ini, atau jawab pada lembar {front}.", "{text}\nCorrect this cell, or answer on {front}."
)
PAGE = Text("Halaman &P dari &N", "Page &P of &N")
CHOOSE = Text("Pilih salah satu", "Choose one")
CHOICES: dict[str, tuple[Text, Text]] = {
    "diperbaiki": (
        Text("Sudah diperbaiki", "Corrected"),
        Text(
            "Sel pada lembar sudah Anda betulkan. Pertanyaan selesai bila pemeriksaan malam berikutnya sesuai.",
            "You have corrected the cell. The question is settled once the next night finds it in order.",
        ),
    ),
    "benar": (
        Text("Benar, dengan penjelasan", "Right, with an explanation"),
        Text(
            "Angka memang demikian. Tulis sebabnya di kolom Penjelasan; petugas menelaahnya.",
            "The figure is right. Write why under Explanation; a steward will read it.",
        ),
    ),
    "waktu": (
        Text("Minta waktu", "More time, please"),
        Text(
            "Perlu waktu untuk memeriksa. Tulis sampai tanggal berapa di kolom Penjelasan.",
            "You need time to look into it. Write until which date under Explanation.",
        ),
    ),
}
"""Response -> its label and its meaning, in the order of the list."""
STANDING: dict[str, Text] = {
    "diklarifikasi_opd": Text("Jawaban Anda sudah kami terima.", "Your answer has reached us."),
    "ditinjau": Text("Sedang ditinjau petugas.", "A steward is looking at it."),
    "diterima": Text("Perbaikan dinantikan.", "A correction is awaited."),
}
REBUILT = Text(
    "Kiriman Anda bukan .xlsx; isinya disalin ke lembar kerja baru ini, sel demi sel.",
    "What you sent is no .xlsx; its content was copied into this new workbook, cell by cell.",
)
SHARED = Text(
    "Berkas ini memuat laporan beberapa OPD. Yang kembali kepada Anda hanya baris OPD Anda, pada tempat semula, "
    "sebagai lembar kerja baru.",
    "This file holds reports of several agencies. Only the rows of your agency come back to you, where they stood, as "
    "a new workbook.",
)
UNREADABLE = Text(
    "Isi kiriman tidak dapat dibuka; kirim ulang berkas yang utuh.",
    "What you sent could not be opened; please send a whole file again.",
)
NO_MACROS = Text(
    "Makro pada berkas Anda tidak ikut dikembalikan.", "The macros of your file are not part of what is returned."
)
COLOURLESS = Text(
    "Sel pada salinan ini tidak dapat diwarnai; gunakan tautan pada kolom Sel.",
    "The cells of this copy could not be coloured; use the links in the column Cell.",
)
EMPTIED = Text(
    "Salinan lembar pemeriksaan sebelumnya; sudah digantikan oleh lembar yang baru.",
    "A copy of an earlier checking sheet; the new one has taken its place.",
)
