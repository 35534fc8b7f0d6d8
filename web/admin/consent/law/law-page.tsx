import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ConsentLaw, CountryLawRow, LawRule } from "../../../../contracts/consent-law.ts";
import { DateTime } from "../../../ui/date-time.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { useCan } from "../../session.ts";
import { lawQuery } from "./law-queries.ts";
import { LawRuleRow } from "./law-rule-row.tsx";
import { RegisterCheck } from "./register-check.tsx";

/** What each country's law limits, each rule with its source, and the organisation's own stricter rules. */
export function LawPage() {
  const { t } = useTranslation("consent");
  const law = useQuery(lawQuery);
  return (
    <>
      <PageHeader title={t("law.title")} description={t("law.text")} />
      <QueryView query={law}>{(loaded) => <Countries law={loaded} />}</QueryView>
    </>
  );
}

function Countries({ law }: { law: ConsentLaw }) {
  const { t } = useTranslation("consent");
  return (
    <>
      {law.items.map((row) => (
        <Country key={row.country} row={row} isHome={row.country === law.homeCountry} />
      ))}
      <Text size="sm" c="dimmed">
        {t("law.version")} <DateTime at={`${law.version}T12:00:00Z`} isDateOnly />. {t("law.no-advice")}
      </Text>
    </>
  );
}

function Country({ row, isHome }: { row: CountryLawRow; isHome: boolean }) {
  const { t } = useTranslation("consent");
  const canChange = useCan("consent.settings");
  const name = useCountryName(row.country);
  const [isOpen, { toggle }] = useDisclosure(false);
  // What neither the law nor the organisation limits is asked for before it is shown.
  const limits = row.rules.filter(({ effective }) => effective !== null);
  const show = (rule: LawRule) => (
    <LawRuleRow key={rule.code} country={row.country} countryName={name} rule={rule} canChange={canChange} />
  );
  return (
    <Section
      title={name}
      description={`${isHome ? `${t("law.home")} · ` : ""}${t("law.called", { name: row.lawName })}`}
    >
      {row.register && <RegisterCheck country={row.country} register={row.register} canChange={canChange} />}
      {limits.map(show)}
      {limits.length === 0 && <Text c="dimmed">{t("law.nothing-special")}</Text>}
      {canChange && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={isOpen}
          aria-label={`${t(isOpen ? "law.fewer" : "law.more")}: ${name}`}
          onClick={toggle}
        >
          {t(isOpen ? "law.fewer" : "law.more")}
        </Button>
      )}
      {isOpen && row.rules.filter((rule) => !limits.includes(rule)).map(show)}
    </Section>
  );
}

function useCountryName(country: string): string {
  const { t, i18n } = useTranslation("consent");
  if (country === "*") return t("law.everywhere-else");
  return new Intl.DisplayNames(i18n.language, { type: "region" }).of(country) ?? country;
}
