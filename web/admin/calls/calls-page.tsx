import { Anchor, Button, Group } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallAnswer, CallListItem, CallOutcome } from "../../../contracts/consent-calls.ts";
import { DataField } from "../../ui/data-field.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { useFilters } from "../../ui/filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { useCan } from "../session.ts";
import { CallResult, CallWhy } from "./call-list.tsx";
import { CallPanel } from "./call-panel.tsx";
import { callsQuery } from "./call-queries.ts";

const callAnswers = ["allowed", "needs-reason", "refused"] as const satisfies readonly CallAnswer[];
const callOutcomes = ["reached", "no-answer", "no-more-calls"] as const satisfies readonly CallOutcome[];

/** May I call? For people, and for telephone systems that open this page with a number. Below: who called whom. */
export function CallsPage() {
  const { t } = useTranslation("consent");
  const [{ number, ...filters }, setFilters] = useFilters();
  const [asked, ask] = useAskedNumber(typeof number === "string" ? number : undefined);
  return (
    <>
      <PageHeader title={t("calls.title")} description={t("calls.text")} />
      {useCan("consent.record") && (
        <Section title={t("calls.check")} description={t("calls.check-text")}>
          <NumberForm
            asked={asked.number}
            onAsk={(typed) => {
              ask(typed);
              setFilters({ number: typed });
            }}
          />
          {asked.number && (
            <CallPanel
              key={`${asked.number} ${asked.times}`}
              who={{ number: asked.number }}
              // The call is over: to load the page anew asks nothing any more.
              onEnded={() => setFilters({ number: undefined })}
            />
          )}
        </Section>
      )}
      <CallLog filters={filters} setFilters={setFilters} />
    </>
  );
}

/** The number that the page was opened with, until another is asked; it stays in sight when the address forgets it. */
function useAskedNumber(opened: string | undefined) {
  const [asked, setAsked] = useState({ number: opened, times: 0 });
  const [seen, setSeen] = useState(opened);
  if (opened !== seen) {
    setSeen(opened);
    if (opened !== undefined && opened !== asked.number) setAsked({ number: opened, times: 0 });
  }
  const ask = (typed: string) => setAsked({ number: typed, times: asked.times + 1 });
  return [asked, ask] as const;
}

function NumberForm({ asked, onAsk }: { asked: string | undefined; onAsk: (number: string) => void }) {
  const { t } = useTranslation("consent");
  const [typed, setTyped] = useState(asked ?? "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(typed.trim());
      }}
    >
      <Group align="flex-end" mb="md">
        <DataField
          label={t("calls.number")}
          type="tel"
          autoComplete="off"
          maxLength={100}
          flex="1 1 16rem"
          maw={320}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() === ""}>
          {t("calls.may-i")}
        </Button>
      </Group>
    </form>
  );
}

type FilterState = ReturnType<typeof useFilters>;

function CallLog({ filters, setFilters }: { filters: FilterState[0]; setFilters: FilterState[1] }) {
  const { t } = useTranslation("consent");
  const calls = useQuery({ ...callsQuery(filters), placeholderData: keepPreviousData });
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={setFilters}
        fields={[
          {
            name: "answer",
            label: t("calls.answer"),
            options: callAnswers.map((value) => ({ value, label: t(`calls.answers.${value}`) })),
          },
          {
            name: "outcome",
            label: t("calls.outcome"),
            options: callOutcomes.map((value) => ({ value, label: t(`calls.outcomes.${value}`) })),
          },
        ]}
      />
      <DataTable<CallListItem>
        label={t("calls.log")}
        query={calls}
        rowKey={(row) => row.callCheckId}
        cursor={filters.cursor as string | undefined}
        onCursor={(cursor) => setFilters({ cursor })}
        empty={<EmptyState icon={IconPhone} title={t("calls.none")} text={t("calls.none-text")} />}
        columns={[
          {
            name: "who",
            label: t("calls.who"),
            render: (row) => <Callee call={row} />,
            isTitle: true,
            isData: true,
            isInteractive: true,
          },
          { name: "result", label: t("calls.result"), render: (row) => <CallResult call={row} /> },
          { name: "why", label: t("calls.why"), render: (row) => <CallWhy call={row} /> },
          { name: "by", label: t("calls.by"), render: (row) => row.askedBy, isData: true },
          { name: "when", label: t("calls.when"), render: (row) => <DateTime at={row.askedAt} /> },
        ]}
      />
    </>
  );
}

function Callee({ call }: { call: CallListItem }) {
  if (!call.contact) return call.shownNumber;
  return (
    <>
      <Anchor underline="always" fz="inherit" component={Link} to={`/contacts/${call.contact.contactId}`}>
        {call.contact.displayName}
      </Anchor>{" "}
      {call.shownNumber}
    </>
  );
}
