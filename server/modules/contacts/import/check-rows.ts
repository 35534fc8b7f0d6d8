import type { ImportDraft, ImportRemark } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { type DraftedRow, draftRow } from "./draft-row.rules.ts";
import {
  type CheckedRow,
  listEarlierRows,
  listUncheckedRows,
  type StagedRow,
  writeCheckedRows,
} from "./import-rows.queries.ts";
import type { ImportFileRow } from "./imports.queries.ts";
import { loadPlanState } from "./load-plan-state.ts";
import { matchKeyOf, mayBeSamePerson } from "./merge-draft.rules.ts";
import { type PlanState, planRow } from "./plan-row.rules.ts";

/** Checks the next rows after `after` and writes what they would do. The last line checked, or undefined at the end. */
export async function checkRows(ctx: Context, file: ImportFileRow, after: number): Promise<number | undefined> {
  const { importId, revision } = file;
  const staged = await listUncheckedRows(ctx, importId, { revision, after, limit: 1000 });
  if (staged.length === 0) return undefined;
  const drafted = staged.map((row) => ({ row, ...draftRow(row.cells, file) }));
  const drafts = drafted.flatMap(({ draft }) => (draft ? [draft] : []));
  const state = await loadPlanState(ctx, importId, drafts);
  const seen = await loadSeen(ctx, file, { before: staged[0]?.line ?? 0, drafts });
  const rows = drafted.map((one) => checkRow(one, { file, state, seen }));
  await writeCheckedRows(ctx, importId, { revision, rows });
  return staged.at(-1)?.line;
}

/** The rows of this file that begin with the same address, the first first. */
type Seen = Map<string, { line: number; lastName: string; firstName: string }[]>;

async function loadSeen(
  ctx: Context,
  file: ImportFileRow,
  wanted: { before: number; drafts: ImportDraft[] },
): Promise<Seen> {
  const keys = [...new Set(wanted.drafts.map(matchKeyOf).filter((key) => key !== null))];
  if (keys.length === 0) return new Map();
  const { importId, revision } = file;
  const earlier = await listEarlierRows(ctx, importId, { revision, before: wanted.before, keys });
  return Map.groupBy(earlier, (row) => row.matchKey);
}

interface CheckState {
  file: ImportFileRow;
  state: PlanState;
  seen: Seen;
}

function checkRow(given: DraftedRow & { row: StagedRow }, known: CheckState): CheckedRow {
  const { row, draft, remarks } = given;
  const nothing = { line: row.line, draft, remarks, matchKey: null, changes: [], contactId: null };
  if (!draft) return { ...nothing, outcome: "refused" };
  const matchKey = matchKeyOf(draft);
  if (matchKey === null && known.file.people === "list") {
    return { ...nothing, outcome: "refused", remarks: [...remarks, { code: "row.no-usable-address", value: "" }] };
  }
  const before = matchKey === null ? [] : (known.seen.get(matchKey) ?? []);
  const same = before.find((earlier) => mayBeSamePerson(draft, earlier));
  if (same) {
    const remark = { code: "row.duplicate-of", value: String(same.line) };
    return { ...nothing, outcome: "duplicate", remarks: [...remarks, remark], matchKey };
  }
  if (matchKey !== null) remember(known.seen, matchKey, { line: row.line, draft });
  const { outcome, changes, contactId, isShared } = planRow(draft, known.state, known.file);
  const shared = sharedRemark(isShared || (outcome === "new" && before.length > 0), matchKey);
  return { line: row.line, outcome, draft, matchKey, changes, contactId, remarks: [...remarks, ...shared] };
}

function sharedRemark(isShared: boolean, matchKey: string | null): ImportRemark[] {
  return isShared ? [{ code: "row.shared-address", value: matchKey ?? "" }] : [];
}

function remember(seen: Seen, matchKey: string, { line, draft }: { line: number; draft: ImportDraft }): void {
  const { lastName, firstName } = draft;
  seen.set(matchKey, [...(seen.get(matchKey) ?? []), { line, lastName, firstName }]);
}
