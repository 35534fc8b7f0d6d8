import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConsentType } from "../../../contracts/consent.ts";
import { Section } from "../../ui/section.tsx";
import { useUseNames } from "./use-use-names.ts";

/** For who may read and not change. */
export function TypeSummary({ type }: { type: ConsentType }) {
  const { t } = useTranslation("consent");
  const namesOf = useUseNames();
  return (
    <Section title={t("types.details")}>
      <Text translate="no">{type.description}</Text>
      <Text>
        {t("types.uses")}: {namesOf(type).join(", ")}
      </Text>
      <Text>
        {t("types.validity")}:{" "}
        {type.validityDays === null ? t("types.always") : t("types.days", { count: type.validityDays })}
      </Text>
    </Section>
  );
}
