import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Sender } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { useTimeZone } from "../../ui/time-zone.ts";
import { toast } from "../../ui/toast.tsx";
import { ReturnedMails } from "../inbound/returned-mails.tsx";
import { DkimSection } from "./dkim-section.tsx";
import { SenderDetails } from "./sender-details.tsx";
import { SenderPassword } from "./sender-password.tsx";
import { presetsQuery, refreshSenders, senderQuery } from "./sender-queries.ts";
import { SenderQueuePanel } from "./sender-queue.tsx";
import { SenderRepeats } from "./sender-repeats.tsx";
import { SenderServer } from "./sender-server.tsx";
import { SenderStateBadge } from "./sender-state.tsx";
import { TestPanel } from "./test-panel.tsx";

export function SenderPage() {
  const { senderId } = useParams({ strict: false }) as { senderId: string };
  const sender = useQuery(senderQuery(senderId));
  return <QueryView query={sender}>{(data) => <SenderView key={data.senderId} sender={data} />}</QueryView>;
}

function SenderView({ sender }: { sender: Sender }) {
  const { t } = useTranslation("senders");
  const { data: presets } = useQuery(presetsQuery);
  const preset = presets?.items.find((candidate) => candidate.presetId === sender.presetId);
  return (
    <>
      <PageHeader
        title={sender.fromAddress ?? sender.displayName}
        titleIsData
        badge={<SenderStateBadge state={sender.state} />}
        back={{ to: "/settings/senders", label: t("page-title") }}
        actions={sender.kind === "smtp" && <RemoveButton sender={sender} />}
      />
      <BreakerNotice sender={sender} />
      <SenderQueuePanel senderId={sender.senderId} />
      {sender.userName !== null && <SenderPassword sender={sender} preset={preset} />}
      <Section title={t("test.action")}>
        <TestPanel sender={sender} />
      </Section>
      <SenderDetails sender={sender} />
      {sender.kind === "smtp" && <SenderServer sender={sender} preset={preset} />}
      {sender.kind === "smtp" && <DkimSection senderId={sender.senderId} />}
      <ReturnedMails sender={sender} />
      {/* Another server has another memory, and the product forgets what was said of the first. */}
      {sender.kind === "smtp" && <SenderRepeats key={JSON.stringify(sender.repeatGuard)} sender={sender} />}
    </>
  );
}

function BreakerNotice({ sender }: { sender: Sender }) {
  const { t, i18n } = useTranslation("senders");
  const timeZone = useTimeZone();
  if (!sender.breaker) return null;
  const date = formatDateTime(i18n.language, sender.breaker.openedAt, { timeZone });
  return (
    <Banner
      tone="bad"
      isAlert
      title={t("breaker.title")}
      text={t("breaker.text", { date, reason: sender.breaker.reason })}
    />
  );
}

function RemoveButton({ sender }: { sender: Sender }) {
  const { t } = useTranslation("senders");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const remove = async () => {
    await request("DELETE", `/senders/${sender.senderId}`);
    await navigate({ to: "/settings/senders" });
    queryClient.removeQueries({ queryKey: senderQuery(sender.senderId).queryKey });
    await refreshSenders(queryClient);
    toast(t("delete.done"));
  };
  return (
    <ConfirmButton
      question={t("delete.confirm-title")}
      consequence={t("delete.confirm-text")}
      confirmLabel={t("delete.action")}
      isDangerous
      onConfirm={remove}
    >
      {t("delete.action")}
    </ConfirmButton>
  );
}
