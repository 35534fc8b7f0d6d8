#!/usr/bin/env node
// Verifies an export of a consent ledger, or the proof of one address, without the program that made it.
// It needs Node 20 or newer and nothing else. The format is described in consent-model.md, beside this file.
//
//   node verify-consent-ledger.mjs consent-ledger.ndjson --key key.pem [--checkpoints kept.ndjson] [--states]
//   node verify-consent-ledger.mjs consent-evidence.json [--key key.pem]
//
// Ends with 0 when everything fits, 1 when something was changed, 2 when it was called wrongly, 3 when everything fits
// but no key was given, so that nobody knows who signed.

import { createHash, createHmac, createPublicKey, verify } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

class Fault extends Error {}

const genesis = "0".repeat(64);
const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const commit = (salt, text) =>
  createHmac("sha256", Buffer.from(salt, "hex")).update(text.normalize("NFC"), "utf8").digest("hex");

/** Keys in code unit order, no spaces, strings in NFC, whole numbers. */
function canonical(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Fault("a number is not whole");
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key.normalize("NFC"))}:${canonical(member)}`).join(",")}}`;
}

function parse(line) {
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Fault("a line is no JSON");
  }
  if (canonical(value) !== line) throw new Fault("a line is not spelled as it was written");
  return value;
}

/** Which state an event leads to: what is not listed is impossible. `same` leaves the state. */
const matrix = [
  ["requested", ["not-asked", "pending", "expired"], ["staff", "system"], "pending"],
  ["requested", ["accepted"], ["staff", "system"], "accepted"],
  ["granted", ["not-asked", "pending", "expired"], ["person", "staff"], "accepted"],
  ["granted", ["refused", "withdrawn"], ["person"], "accepted"],
  ["extended", ["accepted"], ["person", "staff"], "accepted"],
  ["refused", ["not-asked", "pending", "expired"], ["person", "staff", "system", "operator"], "refused"],
  ["withdrawn", ["accepted", "expired"], ["person", "staff", "system", "operator"], "withdrawn"],
  ["ended", ["accepted", "expired"], ["system"], "not-asked"],
  ["overridden", ["not-asked", "pending", "expired"], ["staff", "system"], "same"],
  ["suppressed", null, ["staff", "system", "operator"], "same"],
  ["released", null, ["staff", "operator"], "same"],
  ["gap", null, ["staff", "operator"], "same"],
];

/** Follows the states through the events and refuses one that cannot have happened. */
function fold(states, { record, seq }) {
  const key = `${record.subject} ${record.type}`;
  const before = states.get(key) ?? { state: "not-asked", validUntil: null };
  const status = statusOf(before, record.recordedAt);
  const row = matrix.find(
    ([kind, from, by]) => kind === record.kind && (from === null || from.includes(status)) && by.includes(record.actor),
  );
  const expected = row && (row[3] === "same" ? null : row[3]);
  if (!row || record.stateAfter !== expected)
    throw new Fault(`event ${seq}: "${record.kind}" cannot follow on ${status}`);
  if (record.actor === "person" && record.actorRef !== record.subject)
    throw new Fault(`event ${seq}: a person answered for another address`);
  if (expected !== null) states.set(key, { state: expected, validUntil: record.validUntil, seq });
}

function statusOf({ state, validUntil }, at) {
  return state === "accepted" && validUntil !== null && validUntil <= at ? "expired" : state;
}

function checkEvent(event, { orgId, seq, prev }) {
  if (event.seq !== seq) throw new Fault(`event ${seq} is missing, doubled or in the wrong place`);
  if (prev !== null && event.prev !== prev) throw new Fault(`event ${seq} does not follow on the one before it`);
  const text = ["placet-ledger-1", orgId, seq, event.prev, canonical(event.record)].join("\n");
  if (event.hash !== sha256(text)) throw new Fault(`event ${seq} was changed after it was written`);
  checkBeside(event);
}

/** What stands beside the hashed part fits the commitments inside it. */
function checkBeside({ seq, record, beside = {} }) {
  const { address, evidence, wording } = beside;
  for (const one of [address, evidence])
    if (one && !/^[0-9a-f]+$/.test(one.salt)) throw new Fault(`event ${seq}: a salt is not spelled as it was written`);
  if (address && commit(address.salt, address.text) !== record.commitment)
    throw new Fault(`event ${seq}: the address is another one`);
  if (evidence && commit(evidence.salt, evidence.text) !== record.evidence)
    throw new Fault(`event ${seq}: the evidence was changed`);
  if (wording && sha256(canonical(wording)) !== record.wordingHash)
    throw new Fault(`event ${seq}: the wording was changed`);
}

function checkSignature({ checkpoint, signature }, key) {
  if (!key) return;
  const bytes = Buffer.from(signature, "base64");
  const isOurs =
    bytes.toString("base64") === signature && verify(null, Buffer.from(canonical(checkpoint), "utf8"), key, bytes);
  if (!isOurs) throw new Fault(`the signature at event ${checkpoint.seq} was not made with this key`);
}

async function verifyLedger(file, { key, known, isListing }) {
  const reading = { orgId: null, seq: 0, hash: genesis, states: new Map(), hashes: new Map(), gaps: [] };
  const linesHash = createHash("sha256");
  let last;
  for await (const line of createInterface({
    input: createReadStream(file, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (last !== undefined) {
      linesHash.update(`${last}\n`);
      readLine(reading, parse(last));
    }
    last = line;
  }
  checkEnd(reading, { signed: parse(last ?? ""), linesHash: linesHash.digest("hex"), key });
  for (const one of known) checkKnown(reading, one, key);
  for (const gap of reading.gaps)
    say(`note: events ${gap.after + 1} to ${gap.upTo} were lost with a restore; acknowledged on ${gap.at}`);
  if (isListing) for (const [of, state] of reading.states) say(JSON.stringify({ of, ...state }));
  say(
    `${file}: ${reading.seq} events, ${reading.states.size} states, ${known.length} kept checkpoints: everything fits`,
  );
}

function readLine(reading, line) {
  if (reading.orgId === null) {
    if (line.format !== "placet-consent-ledger" || line.version !== 1) throw new Fault("this is no consent ledger");
    reading.orgId = line.orgId;
    return;
  }
  checkEvent(line, { orgId: reading.orgId, seq: reading.seq + 1, prev: reading.hash });
  fold(reading.states, line);
  reading.seq = line.seq;
  reading.hash = line.hash;
  reading.hashes.set(line.seq, line.hash);
  if (line.record.kind === "gap" && line.beside?.evidence) {
    const { lostAfter, lostUpTo } = JSON.parse(line.beside.evidence.text);
    reading.gaps.push({ after: lostAfter, upTo: lostUpTo, at: line.record.recordedAt });
  }
}

function checkEnd({ orgId, seq, hash }, { signed, linesHash, key }) {
  const { checkpoint } = signed;
  if (!checkpoint || orgId === null) throw new Fault("the signed end is missing: the file was cut");
  checkSignature(signed, key);
  if (checkpoint.orgId !== orgId) throw new Fault("the signed end belongs to another organisation");
  if (checkpoint.seq !== seq) throw new Fault(`events after ${Math.min(seq, checkpoint.seq)} are missing`);
  if (checkpoint.hash !== hash) throw new Fault("the signed end does not lie on the chain");
  if (checkpoint.linesHash !== linesHash) throw new Fault("something beside the events was changed");
}

/** A checkpoint kept elsewhere lies on the chain, or somebody has acknowledged that its events were lost. */
function checkKnown({ orgId, seq, hashes, gaps }, signed, key) {
  const { checkpoint } = signed;
  checkSignature(signed, key);
  if (checkpoint.orgId !== orgId) throw new Fault("a kept checkpoint belongs to another organisation");
  if (checkpoint.seq === 0 || hashes.get(checkpoint.seq) === checkpoint.hash) return;
  if (gaps.some((gap) => checkpoint.seq > gap.after && checkpoint.seq <= gap.upTo && checkpoint.at < gap.at)) return;
  throw new Fault(
    checkpoint.seq > seq
      ? `events up to ${checkpoint.seq} were witnessed on ${checkpoint.at} and are missing`
      : `the chain was written anew: event ${checkpoint.seq} was another one on ${checkpoint.at}`,
  );
}

function verifyEvidence(file, { evidence, seal }, givenKey) {
  const key = givenKey ?? createPublicKey(evidence.publicKeyPem);
  checkSignature(seal, key);
  if (seal.checkpoint.linesHash !== sha256(canonical(evidence)))
    throw new Fault("the proof was changed after it was made");
  const own = evidence.chain.flatMap((path) => checkPath(path, evidence, key));
  const states = checkOwn(own, evidence);
  for (const record of evidence.records) checkRecord(record, { own, states, issuedAt: evidence.issuedAt });
  for (const message of evidence.messages?.items ?? []) checkMessage(message, own);
  say(
    `${file}: ${own.length} events of ${evidence.address ?? "an erased address"}, ${evidence.chain.length} signed places: everything fits`,
  );
  say(
    `signed with the key ${fingerprint(key)}${givenKey ? "" : ", which came with the file: compare it with the one that the organisation shows"}`,
  );
}

function checkOwn(own, evidence) {
  const states = new Map();
  for (const event of own) {
    fold(states, event);
    const { address } = event.beside ?? {};
    if (address && address.text.slice(address.text.indexOf(":") + 1) !== evidence.address)
      throw new Fault(`event ${event.seq} is about another address`);
  }
  return states;
}

function checkPath({ events, checkpoint }, evidence, key) {
  let previous = null;
  for (const event of events) {
    checkEvent(event, {
      orgId: evidence.orgId,
      seq: previous ? previous.seq + 1 : event.seq,
      prev: previous?.hash ?? null,
    });
    previous = event;
  }
  checkSignature(checkpoint, key);
  const { orgId, seq, hash } = checkpoint.checkpoint;
  if (orgId !== evidence.orgId || seq !== previous?.seq || hash !== previous.hash)
    throw new Fault(`the checkpoint at event ${seq} does not lie on the chain`);
  return events.filter((event) => event.record.subject === evidence.subject);
}

const recordedStates = {
  requested: "requested",
  granted: "given",
  extended: "reconfirmed",
  refused: "refused",
  withdrawn: "withdrawn",
  ended: "terminated",
};

/** The readable records say what the chain says, all of it. */
function checkRecord(record, { own, states, issuedAt }) {
  const [subject, type] = record.record_id.split("/");
  const events = own.filter((event) => event.record.type === type && recordedStates[event.record.kind]);
  const told = record.event.map(({ placet, ...event }) => [
    placet.event_id,
    event.event_time,
    event.event_state,
    placet.valid_until,
    placet.source,
    placet.ledger.hash,
  ]);
  const meant = events.map(({ record: one, hash }) => [
    one.eventId,
    one.occurredAt,
    recordedStates[one.kind],
    one.validUntil,
    one.source,
    hash,
  ]);
  if (JSON.stringify(told) !== JSON.stringify(meant)) throw new Fault("a record says something else than the chain");
  const state = states.get(`${subject} ${type}`);
  if (state && statusOf(state, issuedAt) !== record.placet.status)
    throw new Fault("a state is not what its events say");
}

/** The event on which the gate agreed is in the chain; a consent is one that said yes. */
function checkMessage({ messageId, consentEventId, ledgerSeq, ground, copy }, own) {
  if (copy && !copy.isCut && sha256(copy.text) !== copy.sha256)
    throw new Fault(`the copy of message ${messageId} was changed`);
  if (ledgerSeq === null) return;
  const event = own.find((one) => one.seq === ledgerSeq);
  if (event?.record.eventId !== consentEventId || (ground === "consent" && event?.record.stateAfter !== "accepted"))
    throw new Fault(`message ${messageId} does not rest on event ${ledgerSeq}`);
}

function fingerprint(key) {
  const der = key.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("hex").slice(0, 32).match(/.{4}/g).join(" ");
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function readOptions(given) {
  const options = { file: undefined, key: undefined, known: [], isListing: false };
  const words = [...given];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--key") options.key = createPublicKey(readFileSync(words.shift() ?? "", "utf8"));
    else if (word === "--checkpoints") options.known = readKnown(words.shift() ?? "");
    else if (word === "--states") options.isListing = true;
    else options.file = word;
  }
  return options;
}

function readKnown(file) {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map(parse);
}

function isEvidence(file) {
  return file.endsWith(".json");
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.file === undefined) {
    say("Which file? node verify-consent-ledger.mjs <file> [--key key.pem] [--checkpoints kept.ndjson] [--states]");
    return 2;
  }
  if (isEvidence(options.file)) {
    verifyEvidence(options.file, JSON.parse(readFileSync(options.file, "utf8")), options.key);
    return 0;
  }
  await verifyLedger(options.file, options);
  if (options.key) return 0;
  say("WHO SIGNED IT WAS NOT CHECKED: give the installation's key with --key");
  return 3;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Fault) && error?.code !== "ENOENT") throw error;
  say(`NOT INTACT: ${error.message}`);
  process.exitCode = error instanceof Fault ? 1 : 2;
}
