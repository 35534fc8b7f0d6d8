import { refuse } from "./errors.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a page of a list in the order of its ids begins: after this one. */
export function readIdCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!uuid.test(cursor)) throw refuseCursor();
  return cursor;
}

export interface MomentCursor {
  /** ISO 8601. */
  at: string;
  id: string;
}

/** The place of a row in a list that is ordered by a time, and by id where times are the same. */
export function writeMomentCursor(at: Date, id: string): string {
  return `${at.toISOString()}_${id}`;
}

export function readMomentCursor(cursor: string | undefined): MomentCursor | null {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split("_");
  const moment = Date.parse(at);
  if (Number.isNaN(moment) || !uuid.test(id)) throw refuseCursor();
  return { at: new Date(moment).toISOString(), id };
}

/** Of a list in the order of a file's lines: after this line, from the first on without. */
export function readLineCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor)) throw refuseCursor();
  return Number(cursor);
}

function refuseCursor(): Error {
  return refuse("common.invalid-input", { field: "cursor" });
}
