import { IconSend } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessageListItem } from "../../../contracts/messaging.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { type Filters, useFilters } from "../../ui/filters.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { SavedFilters } from "../../ui/saved-filters.tsx";
import { sendersQuery } from "../senders/sender-queries.ts";
import { useCan } from "../session.ts";
import { DayRange } from "./day-range.tsx";
import { MessageOutcomeBadge } from "./message-outcome.tsx";
import { messageBatchesQuery, messagesQuery, savedMessageFiltersQuery } from "./message-queries.ts";
import { Recipient } from "./recipient.tsx";
import { ResendSelection } from "./resend-selection.tsx";

/** I26 to I32: everything that left or should have, with what became of it. */
export function MessageListPage() {
  const { t } = useTranslation("messaging");
  const [filters, setFilters] = useFilters();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const messages = useQuery({ ...messagesQuery(filters), placeholderData: keepPreviousData });
  const mayResend = useCan("messages.resend");
  const maySend = useCan("messages.send");
  return (
    <>
      <PageHeader
        title={t("history.title")}
        description={t("history.text")}
        actions={maySend && <LinkButton to="/messages/new">{t("write.new")}</LinkButton>}
      />
      <MessageFilters filters={filters} setFilters={setFilters} />
      {mayResend && (
        <ResendSelection
          messages={messages.data?.items.filter(({ messageId }) => selected.has(messageId)) ?? []}
          onDone={() => setSelected(new Set())}
        />
      )}
      <DataTable<MessageListItem>
        label={t("history.title")}
        query={messages}
        rowKey={(row) => row.messageId}
        rowLink={(row) => `/messages/${row.messageId}`}
        cursor={filters.cursor as string | undefined}
        onCursor={(cursor) => setFilters({ cursor })}
        {...(mayResend && { selection: { keys: selected, onChange: setSelected } })}
        empty={<NothingYet isFiltered={Object.keys(filters).length > 0} />}
        columns={[
          { name: "subject", label: t("history.subject"), render: (row) => row.subject, isTitle: true, isData: true },
          {
            name: "recipient",
            label: t("history.recipient"),
            render: (row) => <Recipient message={row} />,
            isData: true,
            isInteractive: true,
          },
          { name: "state", label: t("history.state"), render: (row) => <MessageOutcomeBadge {...row} /> },
          { name: "origin", label: t("history.origin"), render: (row) => row.batchName ?? t(`origins.${row.origin}`) },
          {
            name: "when",
            label: t("history.when"),
            render: (row) => <When message={row} />,
          },
        ]}
      />
    </>
  );
}

/** When it ended, or, while it waits for its time or a free place of the limit, when it may leave. */
function When({ message }: { message: MessageListItem }) {
  const { t } = useTranslation("messaging");
  const { notBefore, finalAt, queuedAt } = message;
  if (notBefore === null || Date.parse(notBefore) < Date.now() + 60_000)
    return <DateTime at={finalAt ?? queuedAt} isRelative />;
  return (
    <>
      {t("history.notBefore")} <DateTime at={notBefore} />
    </>
  );
}

function NothingYet({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation("messaging");
  if (isFiltered) return <EmptyState icon={IconSend} title={t("history.nothingFound")} />;
  const next = <LinkButton to="/campaigns">{t("history.emptyAction")}</LinkButton>;
  return <EmptyState icon={IconSend} title={t("history.empty")} text={t("history.emptyText")} action={next} />;
}

interface FiltersProps {
  filters: Filters;
  setFilters: (change: Filters) => void;
}

function MessageFilters({ filters, setFilters }: FiltersProps) {
  const { t } = useTranslation("messaging");
  const outcomes = (
    ["sent", "waiting", "not-sent", "stopped", "failed", "uncertain", "returned", "complained"] as const
  ).map((value) => ({
    value,
    label: t(`outcomes.${value}`),
  }));
  const batches = (useQuery(messageBatchesQuery).data?.items ?? []).map(({ batchId, name }) => ({
    value: batchId,
    label: name,
  }));
  const senders = useChosenSender(filters.senderId);
  const kinds = (["automatic", "manual"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }));
  return (
    <FilterBar
      filters={filters}
      onChange={setFilters}
      searchLabel={t("history.search")}
      fields={[
        { name: "outcome", label: t("history.state"), options: outcomes },
        { name: "kind", label: t("history.kind"), options: kinds },
        ...(batches.length > 0 ? [{ name: "batchId", label: t("detail.campaign"), options: batches }] : []),
        ...(senders.length > 0 ? [{ name: "senderId", label: t("detail.from"), options: senders }] : []),
      ]}
    >
      <DayRange filters={filters} onChange={setFilters} />
      <MyFilters filters={filters} setFilters={setFilters} />
    </FilterBar>
  );
}

/** The sender is chosen on its own page; here it can be seen and taken back. */
function useChosenSender(senderId: string | string[] | undefined) {
  const { data } = useQuery({ ...sendersQuery, enabled: useCan("senders.read") && senderId !== undefined });
  return (data?.items ?? [])
    .filter((sender) => sender.senderId === senderId)
    .map((sender) => ({ value: sender.senderId, label: sender.fromAddress ?? sender.displayName }));
}

function MyFilters({ filters, setFilters }: FiltersProps) {
  const cache = useQueryClient();
  const saved = useQuery(savedMessageFiltersQuery).data?.items ?? [];
  const reload = () => cache.invalidateQueries({ queryKey: savedMessageFiltersQuery.queryKey });
  const { cursor: _, ...current } = filters;
  const store = {
    items: saved.map((one) => ({ id: one.savedFilterId, name: one.name, filters: one.filters as Filters })),
    save: (name: string) =>
      request("POST", "/message-filters", {
        body: { name, filters: current },
        idempotencyKey: newIdempotencyKey(),
      }).then(reload),
    remove: (id: string) => request("DELETE", `/message-filters/${id}`).then(reload),
  };
  const cleared = Object.fromEntries(Object.keys(filters).map((name) => [name, undefined]));
  return <SavedFilters store={store} current={current} onApply={(chosen) => setFilters({ ...cleared, ...chosen })} />;
}
