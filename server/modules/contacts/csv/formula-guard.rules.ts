// Spreadsheets run a cell that begins like this as a formula (ASVS 1.2.10); the full-width forms are read the same way.
const startsFormula = /^'*[=+\-@\t\r＝＋－＠]/u;
const guarded = /^'+[=+\-@\t\r＝＋－＠]/u;

/** A cell that no spreadsheet takes for a formula. `unguardCell` gives the value back, whatever it was. */
export function guardCell(value: string): string {
  return startsFormula.test(value) ? `'${value}` : value;
}

export function unguardCell(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}
