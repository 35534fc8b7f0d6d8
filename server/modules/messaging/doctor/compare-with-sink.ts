import type { Context } from "../../../platform/context.ts";
import { type Finding, mostExamples } from "./invariants.rules.ts";
import { listOutcomes } from "./outcomes.queries.ts";
import { type SinkLog, type StoredOutcome, wrongCopies } from "./sink-log.rules.ts";

/** What is compared over all organisations, while mail goes on leaving. */
export interface SinkComparison {
  /** As it was before the messages were read: what had arrived by then must be known. */
  log: SinkLog;
  seen: Set<string>;
  /** Accepted ones that had not arrived by then; a log that is read later has them, or they are lost. */
  missing: { orgId: string; messageId: string }[];
}

export async function compareWithSink(ctx: Context, { log, seen, missing }: SinkComparison): Promise<Finding[]> {
  const findings = new Map<string, Finding>();
  for await (const stored of outcomes(ctx)) {
    const { messageId } = stored;
    if (log.copies.has(messageId)) seen.add(messageId);
    else if (stored.state === "accepted") missing.push({ orgId: ctx.orgId, messageId });
    const wrong = wrongCopies(stored, log);
    if (wrong) addTo(findings, { ...wrong, orgId: ctx.orgId, messageId });
  }
  return [...findings.values()];
}

/** `laterLog` was read after the messages. */
export function listLost(missing: SinkComparison["missing"], laterLog: SinkLog): Finding[] {
  const findings = new Map<string, Finding>();
  for (const lost of missing)
    if (!laterLog.copies.has(lost.messageId))
      addTo(findings, { ...lost, invariant: "INV-2", what: "accepted-but-never-arrived" });
  return [...findings.values()];
}

type OneFinding = Pick<Finding, "invariant" | "what" | "orgId"> & { messageId: string };

function addTo(findings: Map<string, Finding>, { messageId, ...about }: OneFinding): void {
  const key = `${about.orgId} ${about.what}`;
  const finding = findings.get(key) ?? { ...about, found: 0, examples: [] };
  finding.found++;
  if (finding.examples.length < mostExamples) finding.examples.push(messageId);
  findings.set(key, finding);
}

async function* outcomes(ctx: Context): AsyncGenerator<StoredOutcome> {
  let after: string | null = null;
  do {
    const page: StoredOutcome[] = await listOutcomes(ctx, after);
    yield* page;
    after = page.at(-1)?.messageId ?? null;
  } while (after !== null);
}
