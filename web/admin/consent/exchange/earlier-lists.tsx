import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ConsentImport, ExchangeState } from "../../../../contracts/consent-exchange.ts";
import { DateTime } from "../../../ui/date-time.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import type { Tone } from "../../../ui/tones.ts";
import { consentListsQuery } from "./exchange-queries.ts";

export const stateTones: Record<ExchangeState, Tone> = {
  reading: "running",
  checking: "running",
  checked: "waiting",
  running: "running",
  done: "good",
  undoing: "running",
  undone: "quiet",
  failed: "bad",
};

export function EarlierLists() {
  const { t } = useTranslation("consent-exchange");
  const lists = useQuery(consentListsQuery);
  return (
    <Section title={t("earlier.title")}>
      <QueryView query={lists}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t("earlier.none")}</Text>
          ) : (
            <Stack gap="sm" component="ul" style={{ listStyle: "none", margin: 0, padding: 0 }}>
              {items.map((list) => (
                <EarlierList key={list.consentImportId} list={list} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  );
}

function EarlierList({ list }: { list: ConsentImport }) {
  const { t } = useTranslation("consent-exchange");
  return (
    <Group component="li" gap="sm" justify="space-between">
      <div style={{ minWidth: 0 }}>
        <Anchor
          component={Link}
          to={`/settings/consent-exchange/${list.consentImportId}`}
          translate="no"
          style={{ overflowWrap: "anywhere" }}
        >
          {list.fileName}
        </Anchor>
        <Text size="sm" c="dimmed">
          {t("rows", { count: list.totalRows })} · <DateTime at={list.createdAt} /> ·{" "}
          <span translate="no">{list.createdBy}</span>
        </Text>
      </div>
      <StatusBadge tone={stateTones[list.state]} label={t(`states.${list.state}`)} />
    </Group>
  );
}
