import type { LedgerVerification } from "../../../contracts/consent-ledger.ts";
import { type Context, runInOrganisation } from "../../platform/context.ts";
import { checkKnown, type LedgerFault, startReading } from "./chain-reading.ts";
import { findChainHead, readTime } from "./ledger.queries.ts";
import { commitTo } from "./ledger-hash.ts";
import { findFoldFault, listCommitments } from "./ledger-verify.queries.ts";
import { readChain } from "./read-chain.ts";
import { readCheckpoints } from "./read-checkpoints.ts";

/**
 * Checks the ledger in the database as an outsider would its export: the chain with what lies beside each event, the
 * addresses that it stands for, the checkpoints that were kept outside; then that the states are its fold.
 */
export async function verifyLedger(ctx: Context): Promise<LedgerVerification> {
  const knownCheckpoints = await readCheckpoints(ctx.platform, ctx.orgId);
  const reading = startReading(knownCheckpoints);
  reading.orgId = ctx.orgId;
  const head = await findChainHead(ctx);
  const lastSeq = head?.seq ?? 0;
  // The database has its own work with these, while the chain is hashed here.
  const beside = Promise.all([
    besideIt(ctx, (own) => checkCommitments(own, lastSeq)),
    besideIt(ctx, (own) => checkFold(own, lastSeq)),
  ]);
  const [[wrongCommitment, wrongFold]] = await Promise.all([beside, head ? readChain(ctx, reading, head) : undefined]);
  const witness = { publicKeyPem: ctx.platform.keys.publicKeyPem, knownCheckpoints };
  const fault = reading.fault ?? checkKnown(reading, witness) ?? wrongCommitment ?? wrongFold;
  return {
    isIntact: fault === null,
    events: reading.seq,
    checkpoints: reading.hashAt.size,
    headHash: reading.seq > 0 ? reading.headHash : null,
    checkedAt: (await readTime(ctx)).toISOString(),
    fault,
  };
}

/** In a transaction of its own, over a connection of its own. */
function besideIt<Result>(
  { platform, orgId, actor }: Context,
  work: (own: Context) => Promise<Result>,
): Promise<Result> {
  return runInOrganisation(platform, { orgId, actor }, work);
}

async function checkCommitments(ctx: Context, lastSeq: number): Promise<LedgerFault | null> {
  let fault: LedgerFault | null = null;
  for await (const rows of listCommitments(ctx, lastSeq)) {
    for (const { firstSeq, commitment, salt, text } of rows) {
      const isFirst = fault === null || firstSeq < (fault.seq ?? 0);
      if (isFirst && commitTo(salt, text) !== commitment) fault = { kind: "changed-record", seq: firstSeq };
    }
  }
  return fault;
}

async function checkFold(ctx: Context, lastSeq: number): Promise<LedgerFault | null> {
  const found = await findFoldFault(ctx, lastSeq);
  return found ? { kind: "fold-differs", seq: found.seq } : null;
}
