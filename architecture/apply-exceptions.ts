import type { RuleException } from "./exceptions.ts";
import type { Finding } from "./finding.ts";

/** Takes out what a listed exception excuses, and reports each exception that excuses nothing. */
export function applyExceptions(findings: readonly Finding[], exceptions: readonly RuleException[]): Finding[] {
  const remaining = findings.filter((finding) => !exceptions.some((exception) => excuses(exception, finding)));
  const stale = exceptions.filter((exception) => !findings.some((finding) => excuses(exception, finding)));
  return [
    ...remaining,
    ...stale.map((exception) => ({
      rule: "stale-exception",
      path: exception.path,
      line: 1,
      message: `no longer breaks ${exception.rule}: take it off architecture/exceptions.ts`,
    })),
  ];
}

function excuses(exception: RuleException, finding: Finding): boolean {
  return (
    exception.rule === finding.rule &&
    exception.path === finding.path &&
    (exception.detail === undefined || finding.message.includes(exception.detail))
  );
}
