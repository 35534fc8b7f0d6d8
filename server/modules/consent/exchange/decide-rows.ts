import type { ConsentStatus } from "../../../../contracts/consent.ts";
import type { Context } from "../../../platform/context.ts";
import { getOrganisation } from "../../identity/index.ts";
import { statusOf } from "../consent-actions.rules.ts";
import { type CurrentRow, listCurrentRows } from "../current.queries.ts";
import { readTime } from "../ledger.queries.ts";
import { listTypes } from "../list-types.ts";
import { listSuppressionRows } from "../suppressions.queries.ts";
import { localDate, startOfLocalDate, validUntilOf } from "../validity.rules.ts";
import { decideRow, type RowDecision } from "./decide-row.rules.ts";
import type { ImportFile, StagedRow } from "./exchange.queries.ts";
import { findAddresses, type KnownAddress } from "./find-addresses.ts";

export interface DecidedRow extends RowDecision {
  row: StagedRow;
  typeId: string;
  address: KnownAddress | undefined;
  fromStatus: ConsentStatus | null;
  /** Of a consent: the first moment of its day, and when it ends. */
  occurredAt: Date | undefined;
  validUntil: Date | null;
}

interface World {
  now: Date;
  timeZone: string;
  today: string;
  types: Map<string, { validityDays: number | null }>;
  mailingTypeIds: string[];
  mainTypeId: string;
  known: Map<string, KnownAddress>;
  current: Map<string, CurrentRow>;
  blocked: Set<string>;
}

/** What each row does now. `known` addresses may be locked first: then it is what it will do. */
export async function decideRows(
  ctx: Context,
  file: Pick<ImportFile, "defaultTypeId">,
  rows: StagedRow[],
): Promise<DecidedRow[]> {
  const world = await loadWorld(ctx, rows);
  return rows.map((row) => decideOne(row, file.defaultTypeId, world));
}

async function loadWorld(ctx: Context, rows: StagedRow[]): Promise<World> {
  const known = await findAddresses(ctx, rows);
  const addressIds = [...new Set([...known.values()].map((address) => address.addressId))];
  const types = await listTypes(ctx, { withArchived: true });
  const { timeZone } = await getOrganisation(ctx);
  const now = await readTime(ctx);
  const current = await listCurrentRows(ctx, addressIds);
  const suppressions = await listSuppressionRows(ctx, addressIds);
  return {
    now,
    timeZone,
    today: localDate(now, timeZone),
    types: new Map(types.map((type) => [type.typeId, type])),
    mailingTypeIds: types.filter((type) => type.allowsMass).map((type) => type.typeId),
    mainTypeId: (types.find((type) => type.isMain) ?? types[0])?.typeId ?? "",
    known,
    current: new Map(current.map((row) => [`${row.addressId} ${row.typeId}`, row])),
    blocked: new Set(suppressions.map((row) => `${row.addressId} ${row.kind}`)),
  };
}

function decideOne(row: StagedRow, defaultTypeId: string | null, world: World): DecidedRow {
  const typeId = row.typeId ?? defaultTypeId ?? world.mainTypeId;
  const address = world.known.get(`${row.addressKind}:${row.addressValue}`);
  const status = statusIn(world, address, typeId);
  const occurredAt = row.givenOn === null ? undefined : startOfLocalDate(row.givenOn, world.timeZone);
  const days = world.types.get(typeId)?.validityDays ?? null;
  const validUntil = occurredAt ? validUntilOf(occurredAt, days, world.timeZone) : null;
  const decision = decideRow({
    wants: row.wants,
    problem: row.problem,
    isReadable: row.addressValue !== null,
    twin: row.twin,
    isFuture: row.givenOn !== null && row.givenOn > world.today,
    isKnown: address !== undefined,
    status,
    isAllNo: world.mailingTypeIds.every((one) => isNo(statusIn(world, address, one))),
    isBlocked: world.blocked.has(`${address?.addressId} ${row.wants === "bounced" ? "hard-bounce" : "complaint"}`),
    isOver: validUntil !== null && validUntil <= world.now,
  });
  return { ...decision, row, typeId, address, fromStatus: address ? status : null, occurredAt, validUntil };
}

function statusIn(world: World, address: KnownAddress | undefined, typeId: string): ConsentStatus {
  const row = address && world.current.get(`${address.addressId} ${typeId}`);
  return row ? statusOf(row.state, row.validUntil, world.now) : "not-asked";
}

function isNo(status: ConsentStatus): boolean {
  return status === "refused" || status === "withdrawn";
}
