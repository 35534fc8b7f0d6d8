import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { ChangeImportInput, ContactImport, ImportRow } from "../../../../contracts/contact-imports.ts";
import type { TestAnswer, TestApp, TestClient } from "../../../../tests/support/test-app.ts";

const boundary = "----placet-test";

export function fixture(name: string): Buffer {
  return readFileSync(path.join(import.meta.dirname, "fixtures", name));
}

/** What a browser sends for a form with one file. */
export function upload(staff: TestClient, bytes: Buffer | string, name = "list.csv"): Promise<TestAnswer> {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), Buffer.from(bytes as string), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return staff.request("POST", "/contact-imports", {
    body,
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  });
}

export interface ImportSteps {
  /** Uploads and reads: the proposal. */
  read: (bytes: Buffer | string) => Promise<ContactImport>;
  /** Uploads, reads and checks: the preview. */
  check: (bytes: Buffer | string, settings?: ChangeImportInput) => Promise<ContactImport>;
  /** All of it. */
  run: (bytes: Buffer | string, settings?: ChangeImportInput) => Promise<ContactImport>;
  change: (importId: string, settings: ChangeImportInput) => Promise<ContactImport>;
  start: (importId: string) => Promise<TestAnswer>;
  undo: (importId: string) => Promise<ContactImport>;
  get: (importId: string) => Promise<ContactImport>;
  rows: (importId: string, query?: Record<string, string>) => Promise<ImportRow[]>;
}

export function importSteps(app: TestApp, staff: TestClient): ImportSteps {
  const get = async (importId: string) => {
    await app.drainQueue();
    return (await staff.request("GET", `/contact-imports/${importId}`)).body as ContactImport;
  };
  const read = async (bytes: Buffer | string) => {
    const answer = await upload(staff, bytes);
    expect(answer.status).toBe(201);
    return get(answer.body.importId);
  };
  const change = async (importId: string, settings: ChangeImportInput) => {
    const answer = await staff.request("PATCH", `/contact-imports/${importId}`, { body: settings });
    expect([answer.status, answer.body.code]).toEqual([200, undefined]);
    return get(importId);
  };
  const act = (importId: string, verb: string) =>
    staff.request("POST", `/contact-imports/${importId}/${verb}`, {
      headers: { "idempotency-key": `${verb}-${importId}` },
    });
  const check = async (bytes: Buffer | string, settings: ChangeImportInput = { people: "clients" }) =>
    change((await read(bytes)).importId, settings);
  return {
    ...{ read, check, change, get },
    start: (importId) => act(importId, "start"),
    run: async (bytes, settings) => {
      const { importId } = await check(bytes, settings);
      expect((await act(importId, "start")).status).toBe(202);
      return get(importId);
    },
    undo: async (importId) => {
      expect((await act(importId, "undo")).status).toBe(202);
      return get(importId);
    },
    rows: async (importId, query = {}) =>
      (await staff.request("GET", `/contact-imports/${importId}/rows`, { query })).body.items,
  };
}
