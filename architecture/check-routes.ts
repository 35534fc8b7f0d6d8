import { policies } from "../contracts/identity.ts";
import type { RouteDefinition } from "../server/http/route.ts";
import type { Finding } from "./finding.ts";

/** Every route says who may call it, what it takes, and whether a repetition is harmless. */
export function checkRoutes(routes: readonly RouteDefinition[]): Finding[] {
  return [
    ...routes.flatMap((route) => problemsOf(route).map((message) => finding(route, message))),
    ...repeated(routes, (route) => route.operationId),
    ...repeated(routes, (route) => `${route.method} ${route.prefix ?? ""}${route.path.replaceAll(/:\w+/g, ":id")}`),
  ];
}

function problemsOf(route: RouteDefinition): string[] {
  const problems: [isProblem: boolean, message: string][] = [
    [!/^[a-z][a-zA-Z0-9]+$/.test(route.operationId), "its operationId is no camelCase name"],
    [route.summary.trim() === "", "it has no summary"],
    [
      !/^(\/[^/]+)*$/.test(route.path) || /[A-Z_]/.test(route.path.replaceAll(/:\w+/g, "")),
      "its path is not /kebab-case",
    ],
    [!hasPolicy(route), "it has no policy that exists"],
    [isUnlimited(route), "anyone may call it without a limit"],
    [route.method === "GET" && route.body !== undefined, "a GET takes no body"],
    [route.idempotency !== undefined && route.method !== "POST", "only a POST takes an Idempotency-Key"],
    [changesByReading(route), "it changes something with a policy that only reads"],
    [missingParams(route).length > 0, `its schema does not check ${missingParams(route).join(", ")}`],
  ];
  return problems.flatMap(([isProblem, message]) => (isProblem ? [message] : []));
}

function hasPolicy(route: RouteDefinition): boolean {
  if (route.kind === "open") {
    return route.policy === "anyone";
  }
  return route.policy === "signed-in" || policies.some((policy) => policy === route.policy);
}

/** By operationId: what stays without a limit although anyone may call it, and why. */
const unlimited: Readonly<Record<string, string>> = {
  answerOneClick: "mail providers withdraw for many people from few addresses; a withdrawal is never turned away",
};

function isUnlimited(route: RouteDefinition): boolean {
  return route.kind === "open" && route.method !== "GET" && !route.rateLimit && !(route.operationId in unlimited);
}

/** By operationId: what readers may change, and why. */
const changedByReaders: Readonly<Record<string, string>> = {
  removeMessageFilter: "a saved filter is a way of reading",
};

/** A POST may carry a question that is too long for an address; PUT, PATCH and DELETE always change. */
function changesByReading(route: RouteDefinition): boolean {
  const isChange = ["PUT", "PATCH", "DELETE"].includes(route.method);
  return isChange && /\.read$/.test(route.policy) && !(route.operationId in changedByReaders);
}

function missingParams(route: RouteDefinition): string[] {
  const named = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
  const checked = route.params && "shape" in route.params ? Object.keys(route.params.shape as object) : [];
  return named.filter((name) => !checked.includes(name));
}

function repeated(routes: readonly RouteDefinition[], keyOf: (route: RouteDefinition) => string): Finding[] {
  const keys = routes.map(keyOf);
  return routes
    .filter((_, at) => keys.indexOf(keys[at] ?? "") !== at)
    .map((route) => finding(route, `${keyOf(route)} is there twice`));
}

function finding(route: RouteDefinition, message: string): Finding {
  return { rule: "route", path: route.operationId, line: 1, message };
}
