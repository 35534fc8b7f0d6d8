import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { verifyLedger } from "../../consent/index.ts";
import { getSenderConnection } from "../../senders/index.ts";
import {
  listHandOversAfterNo,
  listPassedLimits,
  listUngroundedHandOvers,
  listWrongStates,
} from "./hand-overs.queries.ts";
import { type Finding, findingsOf, type InvariantId, type WrongRow } from "./invariants.rules.ts";
import {
  listSecondHandOvers,
  listSendersInDoubt,
  listStuck,
  listTooManyUncertain,
  listUnfinishedEnds,
  listWrongBatchEnds,
} from "./message-invariants.queries.ts";

const questions: [InvariantId, (ctx: Context) => Promise<WrongRow[]>][] = [
  ["INV-1", listUnfinishedEnds],
  ["INV-2", listSecondHandOvers],
  ["INV-3", listUncertainOverConnections],
  ["INV-4", listUngroundedHandOvers],
  ["INV-5", listHandOversAfterNo],
  ["INV-6", listLedgerFaults],
  ["INV-7", listWrongStates],
  ["INV-8", listWrongBatchEnds],
  ["INV-9", listPassedLimits],
  ["INV-10", listStuck],
];

/** Each question in a transaction of its own, so that a running system is never held up by a long one. */
export async function examineOrganisation(platform: Platform, orgId: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [invariant, ask] of questions)
    findings.push(...findingsOf(invariant, orgId, await inOrganisation(platform, orgId, ask)));
  return findings;
}

export function inOrganisation<Result>(
  platform: Platform,
  orgId: string,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const actor = { kind: "operator", name: "command line", reason: "doctor" } as const;
  return runInOrganisation(platform, { orgId, actor }, work);
}

/** The installation's own sender has its number of connections in the configuration. */
async function listUncertainOverConnections(ctx: Context): Promise<WrongRow[]> {
  const connections = new Map<string, number>();
  for (const senderId of await listSendersInDoubt(ctx)) {
    const answer = await getSenderConnection(ctx, senderId);
    if (answer.ready) connections.set(senderId, answer.connection.connections);
  }
  return listTooManyUncertain(ctx, connections);
}

async function listLedgerFaults(ctx: Context): Promise<WrongRow[]> {
  const { fault } = await verifyLedger(ctx);
  // The states have a question of their own, which counts them.
  if (fault === null || fault.kind === "fold-differs") return [];
  return [{ what: fault.kind, found: 1, examples: fault.seq === null ? [] : [`event ${fault.seq}`] }];
}
