import { fullPath, type RouteDefinition } from "../../server/http/route.ts";
import type { TestApp } from "../support/test-app.ts";
import type { Ids } from "./objects.ts";
import type { Principal } from "./principals.ts";
import { namesObjects, type PreparedRequest, parameterNames, prepareRequest } from "./requests.ts";

export interface Answer {
  status: number;
  code: string | undefined;
  payload: string;
  /** Status, headers and body, without what differs between any two answers. */
  comparable: string;
}

let callers = 0;

/** Each call from another address: what is limited is not what is tested here. */
export async function ask(app: TestApp, prepared: PreparedRequest, headers: Record<string, string>): Promise<Answer> {
  callers += 1;
  // biome-ignore lint/nursery/useAwaitThenable: without a callback, inject answers a promise
  const answer = await app.server.inject({
    ...prepared,
    headers: { ...prepared.headers, ...headers },
    remoteAddress: `10.${(callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`,
  });
  const { date: _date, "x-request-id": requestId, "content-length": _length, ...kept } = answer.headers;
  const comparable = JSON.stringify([answer.statusCode, kept, answer.payload.replaceAll(String(requestId), "")]);
  return { status: answer.statusCode, code: codeIn(answer.payload), payload: answer.payload, comparable };
}

function codeIn(payload: string): string | undefined {
  try {
    return (JSON.parse(payload) as { code?: string }).code;
  } catch {
    return undefined;
  }
}

export type Expectation = "not signed in" | "password first" | "not allowed" | "allowed";

/** From what the route declares, and nothing else. */
export function expectationOf(route: RouteDefinition, principal: Principal, mustChangePassword: boolean): Expectation {
  if (route.kind === "open") return "allowed";
  if (mustChangePassword && route.duringPasswordChange !== true) return "password first";
  return route.policy === "signed-in" || principal.policies.has(route.policy) ? "allowed" : "not allowed";
}

/** What is wrong with an answer, or nothing. */
export function faultOf(answer: Answer, expectation: Expectation, isKey: boolean): string | undefined {
  if (answer.status >= 500) return `answers ${answer.status}`;
  const isKeyRefused = isKey && answer.code === "identity.only-for-users";
  const refusals: Record<Expectation, boolean> = {
    "not signed in": answer.status === 401,
    "password first": answer.status === 403 && answer.code === "identity.password-change-required",
    "not allowed": answer.status === 403 && answer.code === "common.not-allowed",
    allowed: isKeyRefused || ![401, 403, 415, 429].includes(answer.status),
  };
  return refusals[expectation] ? undefined : `expected ${expectation}, got ${answer.status} ${answer.code ?? ""}`;
}

export interface Side {
  principals: Principal[];
  own: Ids;
  /** Makes the own objects once more: what one route blocks or deletes, the next one wants to change. */
  renew: () => Promise<Ids>;
  other: Ids;
  missing: Ids;
}

export interface MatrixResult {
  requests: number;
  faults: string[];
  /** Routes that at least one principal used with success on an object of their own. */
  reached: Set<string>;
  /** What the others got last, for whoever adds a route and wonders. */
  unreached: Map<string, string>;
}

/** Every route for every principal of one organisation, with objects of their own, of the other one, and of nobody. */
export async function runMatrix(app: TestApp, routes: RouteDefinition[], side: Side): Promise<MatrixResult> {
  const result: MatrixResult = { requests: 0, faults: [], reached: new Set(), unreached: new Map() };
  let isUsed = false;
  for (const route of inOrder(routes.filter((route) => route.kind !== "open"))) {
    if (isUsed && route.method !== "GET") side.own = await side.renew();
    await tryPrincipals(
      app,
      route,
      side.principals.map((principal) => ({ route, principal, side, result })),
    );
    isUsed = route.method !== "GET" && parameterNames(route).length > 0 && result.reached.has(route.operationId);
  }
  return result;
}

/** Who only reads does not get in each other's way. */
async function tryPrincipals(app: TestApp, route: RouteDefinition, trials: Trial[]): Promise<void> {
  if (route.method === "GET") await Promise.all(trials.map((trial) => tryRoute(app, trial)));
  else for (const trial of trials) await tryRoute(app, trial);
}

/** Reading first, deleting last. */
function inOrder(routes: RouteDefinition[]): RouteDefinition[] {
  const rank = (route: RouteDefinition) => ["GET", "POST", "PUT", "PATCH", "DELETE"].indexOf(route.method);
  return [...routes].sort((a, b) => rank(a) - rank(b));
}

interface Trial {
  route: RouteDefinition;
  principal: Principal;
  side: Side;
  result: MatrixResult;
}

async function tryRoute(app: TestApp, { route, principal, side, result }: Trial): Promise<void> {
  const expectation = expectationOf(route, principal, false);
  const report = (fault: string | undefined, object: string) => {
    if (fault) result.faults.push(`${principal.name}: ${route.method} ${fullPath(route)} (${object}): ${fault}`);
  };
  const askAbout = async (ids: Ids) => {
    result.requests += 1;
    const answer = await ask(app, prepareRequest(route, ids), await principal.headers(route.operationId === "signOut"));
    return { ...answer, comparable: withoutIds(answer.comparable, ids) };
  };
  const own = await askAbout(side.own);
  report(faultOf(own, expectation, principal.isKey), "own");
  if (own.payload.toUpperCase().includes((side.other.canary ?? "").toUpperCase()))
    report("shows what is the other's", "own");
  if (own.status < 400) result.reached.add(route.operationId);
  else if (expectation === "allowed") result.unreached.set(route.operationId, told(own));
  if (!namesObjects(route, side.other)) return;
  const other = await askAbout(side.other);
  const missing = await askAbout(side.missing);
  report(faultOf(other, expectation, principal.isKey), "other");
  if (other.status < 400 && parameterNames(route).length > 0) report(`succeeds with ${other.status}`, "other");
  // What was created has an id and a time of its own.
  const isCreated = other.status === 201 && missing.status === 201;
  if (!isCreated && other.comparable !== missing.comparable)
    report(`tells them apart: ${told(other)} | ${told(missing)}`, "other and missing");
}

/** An answer may repeat the ids that it was asked about. */
function withoutIds(text: string, ids: Ids): string {
  return Object.entries(ids).reduce((rest, [name, id]) => rest.replaceAll(id, `<${name}>`), text);
}

function told(answer: Answer): string {
  return `${answer.status} ${answer.payload.slice(0, 400)}`;
}
