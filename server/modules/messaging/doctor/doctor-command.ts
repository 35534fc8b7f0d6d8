import type { CommandDefinition } from "../../../platform/module.ts";
import { type Finding, invariantIds, invariants } from "./invariants.rules.ts";
import { type DoctorReport, runDoctor } from "./run-doctor.ts";

export const doctorCommand: CommandDefinition = {
  name: "doctor",
  description: "Check what must always be true of messages, consent and limits; changes nothing, works while all runs",
  options: [
    { flags: "--organisation <id>", description: "only this organisation" },
    { flags: "--sink-log <file>", description: "log of a test server that took all the mail" },
    { flags: "--json", description: "for programs" },
  ],
  run: async (platform, options) => {
    const report = await runDoctor(platform, {
      ...(typeof options.organisation === "string" ? { orgId: options.organisation } : {}),
      ...(typeof options.sinkLog === "string" ? { sinkLog: options.sinkLog } : {}),
    });
    process.stdout.write(options.json === true ? `${JSON.stringify(asJson(report), null, 2)}\n` : asText(report));
    return report.findings.length === 0 ? 0 : 1;
  },
};

function asJson({ organisations, findings }: DoctorReport) {
  return {
    isSound: findings.length === 0,
    organisations,
    invariants: invariantIds.map((id) => ({
      id,
      promise: invariants[id],
      findings: findings
        .filter((finding) => finding.invariant === id)
        .map(({ invariant: _same, ...finding }) => finding),
    })),
  };
}

function asText({ organisations, findings }: DoctorReport): string {
  const lines = invariantIds.flatMap((id) => {
    const own = findings.filter((finding) => finding.invariant === id);
    return [`${id.padEnd(7)} ${own.length === 0 ? "OK     " : "BROKEN "} ${invariants[id]}`, ...own.map(describe)];
  });
  const count = organisations === 1 ? "1 organisation" : `${organisations} organisations`;
  return `${lines.join("\n")}\n\n${count}, ${findings.length === 0 ? "nothing found" : `${findings.length} findings`}\n`;
}

function describe({ orgId, what, found, examples }: Finding): string {
  const rest = found > examples.length ? ", …" : "";
  return `          ${what}: ${found} in organisation ${orgId} (${examples.join(", ")}${rest})`;
}
