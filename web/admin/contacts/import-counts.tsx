import { useTranslation } from "react-i18next";
import { type ContactImport, type ImportOutcome, importOutcomes } from "../../../contracts/contact-imports.ts";
import { CountList } from "../../ui/count-list.tsx";
import type { Tone } from "../../ui/tones.ts";

export const outcomeTones: Record<ImportOutcome, Tone> = {
  new: "good",
  update: "running",
  same: "quiet",
  duplicate: "waiting",
  registered: "good",
  external: "waiting",
  refused: "bad",
};

const ofLists = new Set<ImportOutcome>(["registered", "external", "duplicate", "refused"]);

/** How many rows each way; each number opens its rows. */
export function ImportCounts({ file }: { file: ContactImport }) {
  const { t } = useTranslation("contacts");
  const isList = file.settings.people === "list";
  const to = `/contacts/imports/${file.importId}`;
  const shown = importOutcomes.filter((outcome) => file.counts[outcome] > 0 || isExpected(outcome, isList));
  const counts = shown.map((outcome) => ({
    label: t(`import.outcomes.${outcome}`),
    value: file.counts[outcome],
    tone: outcomeTones[outcome],
    to,
    search: { outcome },
    ...(outcome === "external" && { hint: t("import.outcomes.externalText") }),
  }));
  const remarks = {
    label: t("import.preview.remarks"),
    value: file.remarks,
    tone: "attention" as const,
    to,
    search: { only: "remarks" },
  };
  return <CountList label={t("import.preview.title")} counts={[...counts, remarks]} />;
}

function isExpected(outcome: ImportOutcome, isList: boolean): boolean {
  return isList ? ofLists.has(outcome) : outcome !== "registered" && outcome !== "external";
}
