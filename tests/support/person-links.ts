import { newId } from "../../server/platform/ids.ts";
import type { LinkPurpose } from "../../server/platform/keys/keys.ts";
import { type TestPerson, typesOf } from "./people.ts";
import type { TestAnswer, TestApp, TestOrganisation } from "./test-app.ts";

export interface LinkChange {
  purpose?: LinkPurpose;
  typeId?: string | null;
  orgId?: string;
}

const formHeaders = { "content-type": "application/x-www-form-urlencoded" };

/** The links of messages, and people who open them, read for a while, and press. Its clock is the database's. */
export async function makeLinks(app: TestApp, org: TestOrganisation) {
  const { newsletter } = await typesOf(app, org);
  let shiftedMs = 0;
  const shift = async (by: { days?: number; minutes?: number; seconds?: number }): Promise<void> => {
    await app.shiftTime(by);
    shiftedMs += (((by.days ?? 0) * 24 * 60 + (by.minutes ?? 0)) * 60 + (by.seconds ?? 0)) * 1000;
  };
  const linkFor = ({ addressId }: { addressId: string }, change: LinkChange = {}): string => {
    const messageId = newId(Date.now() + shiftedMs);
    const subject = { purpose: "consent" as LinkPurpose, orgId: org.orgId, messageId, typeId: newsletter, ...change };
    return app.platform.keys.makeLinkToken({ ...subject, addressId });
  };
  const open = (token: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    app.anonymous.request("GET", `!/c/${token}`, { query, headers });
  const post = (token: string, fields: Record<string, string>): Promise<TestAnswer> =>
    app.anonymous.request("POST", `!/c/${token}`, {
      body: new URLSearchParams(fields).toString(),
      headers: formHeaders,
    });
  const nonceOf = async (token: string): Promise<string> =>
    /name="nonce" value="([^"]+)"/.exec((await open(token)).text)?.[1] ?? "";
  const answer = async (token: string, decision: string, type = newsletter): Promise<TestAnswer> => {
    const nonce = await nonceOf(token);
    await shift({ seconds: 5 });
    return post(token, { decision, type, nonce });
  };
  return { linkFor, open, post, nonceOf, answer, shift, formHeaders };
}

export type Links = Awaited<ReturnType<typeof makeLinks>>;
export type { TestPerson };
