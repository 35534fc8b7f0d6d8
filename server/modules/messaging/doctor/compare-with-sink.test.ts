import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { withdraw } from "../../../../tests/support/mailing-list.ts";
import {
  consentedPeople,
  launch,
  type Sending,
  type StoredMessage,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";
import type { SinkLine } from "../../../../tests/support/sink-log.ts";
import { newId } from "../../../platform/ids.ts";
import { runDoctor } from "./run-doctor.ts";

let sending: Sending;
let folder: string;
/** What the test server wrote while a campaign ran. */
let realLog: string;
let accepted: StoredMessage[];
let stopped: StoredMessage | undefined;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "placet-sink-log-"));
  realLog = path.join(folder, "sink.ndjson");
  sending = await startSending({ logFile: realLog });
  const people = await consentedPeople(sending, 6);
  const campaign = await launch(sending, people);
  await withdraw(sending.app, sending.org, people[0]);
  const worker = await sending.work();
  await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), { timeout: 15_000, interval: 20 });
  await worker.stop();
  await vi.waitFor(() => expect(count('"closed"')).toBe(count('"connection","')));
  accepted = await storedMessages(sending, { state: "accepted" });
  [stopped] = await storedMessages(sending, { state: "stopped" });
});
afterAll(async () => {
  await sending.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** How often the log of the test server says this. */
function count(words: string): number {
  return readFileSync(realLog, "utf8").split(words).length - 1;
}

async function findings(sinkLog: string) {
  const { findings: found } = await runDoctor(sending.app.platform, { sinkLog, pauseMs: 0 });
  return found.map((finding) => `${finding.invariant} ${finding.what} ${finding.found}`).sort();
}

function logWith(change: (lines: string[]) => string[]): string {
  const file = path.join(folder, `${newId()}.ndjson`);
  writeFileSync(file, change(readFileSync(realLog, "utf8").trim().split("\n")).join("\n"));
  return file;
}

const reply = (messageId: string | undefined, code = 250) =>
  JSON.stringify({ event: "reply", connection: 99, messageId: `<${messageId}@placet.example>`, code });

const about = (message: StoredMessage | undefined) => (line: string) => line.includes(message?.messageId ?? "-");

test("a campaign that went well agrees with what the server wrote", async () => {
  expect(accepted).toHaveLength(5);
  appendFileSync(realLog, '{"event":"reply","mess');
  expect(await findings(realLog)).toEqual([]);
});

test("INV-2: a copy too many, one that never arrived, and one of what was never handed over are found", async () => {
  const [lost, doubled] = accepted;
  const log = logWith((lines) => [
    ...lines.filter((line) => !about(lost)(line)),
    reply(doubled?.messageId),
    reply(stopped?.messageId),
  ]);
  expect(await findings(log)).toEqual([
    "INV-2 accepted-but-never-arrived 1",
    "INV-2 arrived-more-than-once 1",
    "INV-2 arrived-though-stopped 1",
  ]);
});

test("INV-2: what the server refused or never answered is no copy", async () => {
  const id = accepted[0]?.messageId;
  expect(await findings(logWith((lines) => [...lines, reply(id, 451), JSON.stringify({ event: "dot" })]))).toEqual([]);
});

test("INV-2: a repeat that the server dropped is no copy; one that waits may have left a copy before", async () => {
  const [repeated, waiting] = accepted.map((message) => message.messageId);
  const dropped = reply(repeated).replace("}", ',"dropped":true}');
  expect(await findings(logWith((lines) => [...lines, dropped]))).toEqual([]);
  const set = (changes: string) =>
    sending.app.asOwner(
      `SELECT set_config('app.org_id', '${sending.org.orgId}', false);
       UPDATE messaging.messages SET ${changes} WHERE message_id = '${waiting}'`,
    );
  await set("state = 'stopped', final_reason = 'messaging.cancelled'");
  expect(await findings(realLog)).toEqual(["INV-2 arrived-though-stopped 1"]);
  await set("is_repeat = true");
  expect(await findings(realLog)).toEqual([]);
  await set("state = 'accepted', final_reason = NULL, is_repeat = false");
});

/** Where somebody was refused at the dot, the client left without goodbye: nobody knows what it had read by then. */
function isOfOrderlyConnection(message: StoredMessage): boolean {
  const events = readFileSync(realLog, "utf8")
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as SinkLine);
  const replied = events.find((line) => line.event === "reply" && line.messageId.includes(message.messageId));
  return events.some(
    (line) => line.event === "closed" && line.how === "quit" && line.connection === replied?.connection,
  );
}

test("INV-3: a message is uncertain although the client had its answer", async () => {
  const id = accepted.find(isOfOrderlyConnection)?.messageId;
  const set = (state: string) =>
    sending.app.asOwner(
      `SELECT set_config('app.org_id', '${sending.org.orgId}', false);
       UPDATE messaging.messages SET state = '${state}' WHERE message_id = '${id}';
       UPDATE messaging.attempts SET outcome = '${state}' WHERE message_id = '${id}'`,
    );
  await set("uncertain");
  expect(await findings(logWith((lines) => lines.map((line) => line.replace('"quit"', '"reset"'))))).toEqual([]);
  expect(await findings(realLog)).toEqual(["INV-3 uncertain-though-answered 1"]);
  await set("accepted");
});

test("INV-1: something of ours arrived of which nobody has a row", async () => {
  expect(await findings(logWith((lines) => [...lines, reply(newId())]))).toEqual(["INV-1 arrived-but-unknown 1"]);
});
