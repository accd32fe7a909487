// Figures as a file that spreadsheets open, with heads in the page's language.

const FORMULA_BEGINS = /^[=+\-@\t\r]/;
const NUMBER = /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/** Quoted where it needs to be; what a spreadsheet would compute is kept from it. */
const quoted = (cell) => {
  const given = String(cell ?? "");
  const text = FORMULA_BEGINS.test(given) && !NUMBER.test(given) ? `'${given}` : given;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Saves rows, the head being the first; a cell without a value stays empty. */
export function saveCsv(name, rows) {
  // the mark at the beginning lets Excel read Chinese
  const text = `\uFEFF${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
