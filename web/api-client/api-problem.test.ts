import { createInstance } from "i18next";
import { beforeAll, expect, test } from "vitest";
import common from "../../i18n/fr/common.json" with { type: "json" };
import identity from "../../i18n/fr/identity.json" with { type: "json" };
import { ApiProblem, describeProblem } from "./api-problem.ts";

const i18n = createInstance();
beforeAll(() =>
  i18n.init({ lng: "fr", resources: { fr: { common, identity } }, interpolation: { escapeValue: false } }),
);

const describeInFrench = (problem: unknown) => describeProblem(i18n.t, problem);

test("a known code is the sentence of its module, with its values", () => {
  const problem = new ApiProblem({ status: 429, code: "identity.sign-in-delayed", values: { seconds: 30 } });
  expect(describeInFrench(problem)).toBe(identity.errors["sign-in-delayed"].replace("{{seconds}}", "30"));
});

test("an unknown code is described by its status, and never shown", () => {
  expect(describeInFrench(new ApiProblem({ status: 404, code: "later.not-yet" }))).toBe(common.statuses["404"]);
  expect(describeInFrench(new ApiProblem({ status: 418, code: "later.not-yet" }))).toBe(common.errors.unexpected);
});

test("a fault of the program is an apology, not a stack", () => {
  expect(describeInFrench(new TypeError("x is undefined"))).toBe(common.errors.unexpected);
});

test("no answer at all is said to be that", () => {
  expect(describeInFrench(new ApiProblem({ status: 0, code: "common.offline" }))).toBe(common.errors.offline);
});
