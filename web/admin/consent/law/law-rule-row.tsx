import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { LawRule } from "../../../../contracts/consent-law.ts";
import { DateTime } from "../../../ui/date-time.tsx";
import styles from "./law.module.css";
import { lawValueText } from "./law-value-text.ts";
import { OwnRuleForm } from "./own-rule-form.tsx";

interface Props {
  country: string;
  countryName: string;
  rule: LawRule;
  canChange: boolean;
}

/** One rule: what the law says and where, what the organisation set for itself, and what holds. */
export function LawRuleRow({ country, countryName, rule, canChange }: Props) {
  const { t, i18n } = useTranslation("consent");
  const [isOpen, form] = useDisclosure(false);
  const say = (value: LawRule["legal"]) => lawValueText(t, rule.code, { value, language: i18n.language });
  const name = t(`law.rules.${rule.code}`);
  const action = t(rule.own === null ? "law.narrow" : "law.change");
  return (
    <div className={styles.rule}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2} flex="1 1 18rem" miw={0}>
          <Text fw={600}>{name}</Text>
          <Text>{say(rule.effective)}</Text>
          {rule.own !== null && rule.legal !== null && (
            <Text size="sm" c="dimmed">
              {t("law.law-says")} {say(rule.legal)}
            </Text>
          )}
          {rule.own !== null && <Text size="sm">{t("law.own-holds")}</Text>}
          <Source rule={rule} />
        </Stack>
        {canChange && !isOpen && (
          <Button variant="default" size="xs" onClick={form.open} aria-label={`${action}: ${name}, ${countryName}`}>
            {action}
          </Button>
        )}
      </Group>
      {isOpen && <OwnRuleForm country={country} rule={rule} onDone={form.close} />}
    </div>
  );
}

function Source({ rule }: { rule: LawRule }) {
  const { t } = useTranslation("consent");
  if (!rule.source) return null;
  const { title, url, since, certainty } = rule.source;
  return (
    <Text size="sm" c="dimmed" component="div">
      {rule.consumersOnly && <div>{t("law.consumers-only")}</div>}
      <Anchor underline="always" href={url} target="_blank" rel="noreferrer" size="sm" translate="no">
        {title}
      </Anchor>
      , {t("law.since")} <DateTime at={`${since}T12:00:00Z`} isDateOnly />
      {certainty === "reported" && <div>{t("law.reported")}</div>}
    </Text>
  );
}
