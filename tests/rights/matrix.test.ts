import { afterAll, expect, test } from "vitest";
import { routes } from "../../server/app.ts";
import { fullPath } from "../../server/http/route.ts";
import { startTestApp, type TestOrganisation } from "../support/test-app.ts";
import { checksumOf } from "./checksum.ts";
import { ask, faultOf, type MatrixResult, runMatrix } from "./matrix.ts";
import { type Ids, makeObjects, missingObjects, objectMakers } from "./objects.ts";
import { makeNewcomer, makePrincipals, type Principal } from "./principals.ts";
import { parameterNames, plainParameters, prepareRequest } from "./requests.ts";
import { routerPaths } from "./router-paths.ts";

const app = await startTestApp({ environment: { LOG_LEVEL: "fatal" } });
afterAll(() => app.stop());

interface Half {
  org: TestOrganisation;
  principals: Principal[];
  ids: Ids;
  renew: () => Promise<Ids>;
}

const ours = await makeHalf("Maison Un");
const theirs = await makeHalf("Maison Deux");
const missing = missingObjects();

/** Demonstrations, since some routes are only there. */
async function makeHalf(name: string): Promise<Half> {
  const org = await app.newOrganisation({ name, isDemonstration: true });
  const principals = await makePrincipals(app, org);
  const administrator = administratorOf(principals);
  const call = async (operationId: string, ids: Ids) => {
    const route = routes.find((candidate) => candidate.operationId === operationId);
    if (!route) throw new Error(`no route ${operationId}`);
    const answer = await ask(app, prepareRequest(route, ids), await administrator.headers());
    if (answer.status >= 400) throw new Error(`${operationId}: ${answer.status} ${answer.payload}`);
    return JSON.parse(answer.payload);
  };
  const renew = () => makeObjects({ app, org, callerId: administrator.id, call });
  return { org, principals, renew, ids: await renew() };
}

function administratorOf(principals: Principal[]): Principal {
  const found = principals.find((principal) => principal.name === "administrator");
  if (!found) throw new Error("nobody is administrator");
  return found;
}

const staffRoutes = routes.filter((route) => route.kind !== "open");
const changingRoutes = staffRoutes.filter((route) => route.method !== "GET");
const aroundTheApi = new Set(["/health", "/ready", "/metrics", "/api/openapi.json"]);

test("Z-01: what the router answers is what the modules declare, and the files of the screens", () => {
  const declared = new Set(
    routes.flatMap((route) => [
      `${route.method} ${fullPath(route)}`,
      ...(route.otherSites ? [`OPTIONS ${fullPath(route)}`] : []),
    ]),
  );
  const unknown = routerPaths(app.server)
    .map((line) => line.replace(/^HEAD /, "GET "))
    .filter((line) => !declared.has(line) && !aroundTheApi.has(line.split(" ")[1] ?? ""))
    .filter((line) => line !== "GET *" && !/^GET \/([\w-]+\/)?[\w.-]+\.\w+$/.test(line));
  expect(unknown).toEqual([]);
  expect(routerPaths(app.server).filter((line) => line.includes("/api/v1/")).length).toBeGreaterThanOrEqual(
    staffRoutes.length,
  );
});

test("Z-01: every id in a path has an object in both organisations", () => {
  const names = new Set(staffRoutes.flatMap(parameterNames));
  const known = (name: string) => name in objectMakers || name in plainParameters;
  expect([...names].filter((name) => !known(name))).toEqual([]);
});

test("Z-01: nobody who is not signed in gets past the door", async () => {
  const faults: string[] = [];
  for (const route of staffRoutes) {
    const fault = faultOf(await ask(app, prepareRequest(route, ours.ids), {}), "not signed in", false);
    if (fault) faults.push(`${route.operationId}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

test("Z-01: who must change the password first can do that, and nothing else", async () => {
  const newcomer = await makeNewcomer(app, ours.org);
  const faults: string[] = [];
  for (const route of staffRoutes.filter((route) => route.duringPasswordChange !== true)) {
    const answer = await ask(app, prepareRequest(route, ours.ids), await newcomer.headers());
    const fault = faultOf(answer, "password first", false);
    if (fault) faults.push(`${route.operationId}: ${fault}`);
  }
  expect(faults).toEqual([]);
  const open = staffRoutes.filter((route) => route.duringPasswordChange).map((route) => route.operationId);
  expect(open.sort()).toEqual(["changeOwnPassword", "getSession", "signOut"]);
});

test("Z-01: public routes answer anything at all without falling over", async () => {
  const faults: string[] = [];
  for (const route of routes.filter((route) => route.kind === "open")) {
    for (const ids of [
      ours.ids,
      missing,
      Object.fromEntries(parameterNames(route).map((name) => [name, "%00%ff..%2f"])),
    ]) {
      const answer = await ask(app, prepareRequest(route, ids), {});
      if (answer.status >= 500) faults.push(`${route.operationId}: ${answer.status}`);
    }
  }
  expect(faults).toEqual([]);
});

test("a request from another site changes nothing, whoever is signed in", async () => {
  const headers = await administratorOf(ours.principals).headers();
  const before = await checksumOf(app, ours.org);
  for (const route of changingRoutes) {
    for (const foreign of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
      const answer = await ask(app, prepareRequest(route, ours.ids), { ...headers, ...foreign });
      expect(answer.code, route.operationId).toBe("common.foreign-origin");
    }
  }
  expect(await checksumOf(app, ours.org)).toEqual(before);
});

test("only the checks of telephone systems are open to pages of other sites", () => {
  const open = routes.filter((route) => route.otherSites).map((route) => route.operationId);
  expect(open.sort()).toEqual(["checkCall", "checkCallAsText", "recordCallOutcome", "stateCallReason"]);
});

test("A-03: a route that needs an Idempotency-Key does nothing without a good one", async () => {
  const administrator = administratorOf(ours.principals);
  for (const route of staffRoutes.filter((route) => route.idempotency === "required")) {
    const { headers, ...rest } = prepareRequest(route, ours.ids);
    const { "idempotency-key": _key, ...without } = headers;
    const missingKey = await ask(app, { ...rest, headers: without }, await administrator.headers());
    expect(missingKey.code, route.operationId).toBe("common.idempotency-key-missing");
    const long = { ...headers, "idempotency-key": "x".repeat(256) };
    const malformed = await ask(app, { ...rest, headers: long }, await administrator.headers());
    expect(malformed.code, route.operationId).toBe("common.idempotency-key-malformed");
  }
});

/** Routes whose success needs more than one object, each tested by its own module; why, for each. */
const notReached: Record<string, string> = {
  changeOwnPassword: "asks for the present password, which nobody here knows",
  changeContactImport: "wants an import whose file has been read",
  startContactImport: "wants an import whose file has been read",
  undoContactImport: "wants an import that has run",
  releaseAddress: "wants an address that is blocked, which would close other routes",
  launchCampaign: "wants a list with somebody who agreed",
  scheduleCampaign: "wants a list with somebody who agreed",
  pauseCampaign: "wants a campaign that runs",
  resumeCampaign: "wants a campaign that was paused",
  cancelCampaign: "wants a campaign that runs",
  measureConsentResults: "wants a campaign that has run",
  retryFailedMessages: "wants a campaign that has run",
  releaseRestOfCampaign: "wants a large campaign that has just begun",
  resumeSharedSender: "wants an organisation whose mail was held back",
  prepareConsentReminder: "wants a consent campaign that ran 90 days ago",
  prepareRenewal: "wants somebody whose consent ends",
  getConsentAsOf: "wants a day that is over",
  downloadConsentEvidence: "wants an address that something has happened with",
  changeConsentImport: "wants a list that was checked",
  startConsentImport: "wants a list that was checked",
  undoConsentImport: "wants a list that has run",
  confirmRestore: "wants a backup that was restored",
  checkCallAsText: "wants a telephone number, which is no object",
  checkCallAndDial: "answers with a redirection",
};

async function meet(half: Half, otherHalf: Half): Promise<MatrixResult> {
  const before = await checksumOf(app, otherHalf.org);
  const side = { principals: half.principals, own: half.ids, renew: half.renew, other: otherHalf.ids, missing };
  const result = await runMatrix(app, routes, side);
  expect(result.faults).toEqual([]);
  expect(await checksumOf(app, otherHalf.org)).toEqual(before);
  return result;
}

let first: MatrixResult;
let second: MatrixResult;

test("Z-01: one organisation gets what its policies say, and nothing of the other", async () => {
  first = await meet(ours, theirs);
  expect(first.requests).toBeGreaterThan(staffRoutes.length * ours.principals.length);
}, 420_000);

test("Z-01: and the other way round", async () => {
  second = await meet(theirs, ours);
}, 420_000);

test("Z-01: the matrix really reached the routes it asked", () => {
  const isReached = (id: string) => first.reached.has(id) || second.reached.has(id);
  const told = (id: string) => second.unreached.get(id) ?? first.unreached.get(id);
  const unreached = staffRoutes.map((route) => route.operationId).filter((id) => !isReached(id) && !(id in notReached));
  expect(unreached.map((id) => `${id}: ${told(id)}`)).toEqual([]);
  expect(Object.keys(notReached).filter(isReached)).toEqual([]);
});
