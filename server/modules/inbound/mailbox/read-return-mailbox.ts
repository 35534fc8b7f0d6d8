import type { ImapFlow } from "imapflow";
import type { ReadMailboxAnswer } from "../../../../contracts/inbound.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { receiveReturn } from "../returns/receive-return.ts";
import { mailboxCell } from "./mailbox-cell.ts";
import { openImap, problemOf } from "./open-imap.ts";
import { mayBeReport, telltaleHeaders } from "./report-headers.rules.ts";
import {
  findReturnMailbox,
  type MailboxReading,
  type ReturnMailboxRow,
  updateReading,
} from "./return-mailboxes.queries.ts";

const mostAtOnce = 500;
const largestReport = 1_048_576;
const daysBack = 7;

/**
 * Looks for reports among what is new in a sender's mailbox, opens those only, and changes nothing there. The network
 * stands between two transactions, not in one. May run twice at once: the same report is written down once.
 */
export async function readReturnMailbox(
  platform: Platform,
  mailbox: { orgId: string; senderId: string },
): Promise<ReadMailboxAnswer> {
  const { orgId, senderId } = mailbox;
  const scope = { orgId, actor: { kind: "system", name: "returned mail" } } as const;
  const prepared = await runInOrganisation(platform, scope, (ctx) => prepareReading(ctx, senderId));
  if (prepared === undefined) return { problem: "password-missing", found: 0 };
  const reading = await read(platform, { orgId, row: prepared.row, password: prepared.password });
  await runInOrganisation(platform, scope, (ctx) => updateReading(ctx, reading));
  return { problem: reading.problem, found: reading.found };
}

async function prepareReading(
  ctx: Context,
  senderId: string,
): Promise<{ row: ReturnMailboxRow; password: string } | undefined> {
  const row = await findReturnMailbox(ctx, senderId);
  if (!row || row.passwordSecret === null) return undefined;
  return { row, password: await ctx.platform.keys.decryptSecret(ctx, mailboxCell(senderId), row.passwordSecret) };
}

interface Reading {
  orgId: string;
  row: ReturnMailboxRow;
  password: string;
}

async function read(platform: Platform, { orgId, row, password }: Reading): Promise<MailboxReading> {
  const nothing: MailboxReading = { senderId: row.senderId, uidValidity: null, lastUid: null, problem: null, found: 0 };
  const opened = await openImap(platform, { ...row, password });
  if ("problem" in opened) return { ...nothing, problem: opened.problem };
  const { client } = opened;
  try {
    const mailbox = await selectFolder(client, row.folder);
    if (!mailbox) return { ...nothing, problem: "folder-not-found" };
    const uidValidity = String(mailbox.uidValidity);
    const isSameNumbering = uidValidity === row.uidValidity && row.lastUid !== null;
    const news = await listNew(client, isSameNumbering ? row.lastUid : null);
    const result = { ...nothing, uidValidity, lastUid: row.lastUid };
    return await readReports(platform, { client, orgId, news }, result);
  } catch (error) {
    return { ...nothing, problem: problemOf(error) };
  } finally {
    await client.logout().catch(() => client.close());
  }
}

async function selectFolder(client: ImapFlow, folder: string): Promise<{ uidValidity: bigint } | undefined> {
  try {
    return await client.mailboxOpen(folder, { readOnly: true });
  } catch (error) {
    if (!client.usable) throw error;
    return undefined;
  }
}

/** Numbers in rising order. The first time, what came in the last days: reports about what is on its way now. */
async function listNew(client: ImapFlow, lastUid: number | null): Promise<number[]> {
  const sought =
    lastUid === null ? { since: new Date(Date.now() - daysBack * 86_400_000) } : { uid: `${lastUid + 1}:*` };
  const found = (await client.search(sought, { uid: true })) || [];
  // `n:*` always answers the last one, however old it is.
  return found
    .filter((uid) => lastUid === null || uid > lastUid)
    .sort((left, right) => left - right)
    .slice(0, mostAtOnce);
}

interface News {
  client: ImapFlow;
  orgId: string;
  news: number[];
}

async function readReports(
  platform: Platform,
  { client, orgId, news }: News,
  reading: MailboxReading,
): Promise<MailboxReading> {
  const result = { ...reading };
  const candidates = news.length === 0 ? [] : await listCandidates(client, news);
  for (const uid of candidates) {
    const message = await client.fetchOne(String(uid), { source: { maxLength: largestReport } }, { uid: true });
    const raw = message ? message.source : undefined;
    if (raw === undefined) continue;
    const mailbox = { orgId, senderId: reading.senderId };
    const outcome = await receiveReturn(platform, { raw, via: "mailbox", mailbox });
    if (outcome === "recorded") result.found++;
  }
  result.lastUid = news.at(-1) ?? reading.lastUid;
  return result;
}

async function listCandidates(client: ImapFlow, news: number[]): Promise<number[]> {
  const messages = await client.fetchAll(news.join(","), { uid: true, headers: telltaleHeaders }, { uid: true });
  return messages.flatMap(({ uid, headers }) => (headers && mayBeReport(headers.toString("utf8")) ? [uid] : []));
}
