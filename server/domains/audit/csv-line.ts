// what a spreadsheet takes for a formula, also in full-width letters or after blanks
const formula = /^\s*[=+\-@＝＋－＠|]|^[\t\r\n]/;

/** A cell as a spreadsheet shows it and never reckons with it: an apostrophe stands before what it would take for a formula. */
const harmless = (text: string) => (formula.test(text) ? `'${text}` : text);

/** One line of a CSV file (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${harmless(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}
