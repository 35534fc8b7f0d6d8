import { Button, Code, Stack, Text } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender, TestAnswer, TestOutcome } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useSession } from "../session.ts";
import { refreshSenders } from "./sender-queries.ts";

interface Props {
  sender: Sender;
  onAccepted?: () => void;
}

/** X41, I6: it really sends, to an address that the person can read. */
export function TestPanel({ sender, onAccepted }: Props) {
  const { t } = useTranslation("senders");
  const queryClient = useQueryClient();
  const { user } = useSession();
  const [to, setTo] = useState(user.email);
  const test = useMutation({
    mutationFn: () => request<TestAnswer>("POST", `/senders/${sender.senderId}/test`, { body: { to } }),
    onSuccess: async (answer) => {
      await refreshSenders(queryClient);
      if (answer.outcome === "accepted") onAccepted?.();
    },
  });
  const fieldProblem = useFieldProblem(test.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        test.mutate();
      }}
    >
      <Stack maw={560} align="flex-start">
        <DataField
          label={t("test.to")}
          description={t("test.to-help")}
          type="email"
          required
          w="100%"
          maw={480}
          value={to}
          error={fieldProblem("to")}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant={test.data ? "default" : "filled"}
          loading={test.isPending}
          leftSection={<IconSend size={18} aria-hidden />}
        >
          {test.data ? t("test.again") : t("test.send")}
        </Button>
        <div aria-live="polite" style={{ width: "100%" }}>
          {test.isPending && <Text c="dimmed">{t("test.running")}</Text>}
          <ErrorNotice problem={test.error} />
          {!test.isPending && test.data && <TestResult answer={test.data} to={to} senderId={sender.senderId} />}
        </div>
      </Stack>
    </form>
  );
}

function TestResult({ answer, to, senderId }: { answer: TestAnswer; to: string; senderId: string }) {
  const { t } = useTranslation("senders");
  if (answer.outcome === "accepted") return <Banner tone="good" title={t("test.success", { address: to })} />;
  return (
    <Banner
      tone={answer.outcome === "no-answer-after-message" ? "attention" : "bad"}
      title={t(`test.outcome.${answer.outcome}`)}
      action={<Remedy outcome={answer.outcome} senderId={senderId} />}
      text={
        <Stack gap={6} mt={4}>
          {answer.hint && <span>{t(`test.hint.${answer.hint}`)}</span>}
          {answer.serverReply && (
            <span>
              {t("test.server-said")} <Code translate="no">{answer.serverReply}</Code>
            </span>
          )}
        </Stack>
      }
    />
  );
}

const ofPassword: readonly TestOutcome[] = ["wrong-password", "password-missing"];
const ofServer: readonly TestOutcome[] = [
  "host-not-found",
  "connection-refused",
  "connection-timed-out",
  "certificate-not-valid",
  "encryption-not-offered",
  "wrong-encryption",
  "sign-in-not-offered",
  "sender-refused",
];

/** Where the thing can be put right. */
function Remedy({ outcome, senderId }: { outcome: TestOutcome; senderId: string }) {
  const { t } = useTranslation("senders");
  if (ofPassword.includes(outcome)) {
    return (
      <LinkButton
        variant="default"
        size="sm"
        to={`/settings/senders/${senderId}/connect`}
        search={{ step: "password" }}
      >
        {t("password.set")}
      </LinkButton>
    );
  }
  if (!ofServer.includes(outcome)) return null;
  return (
    <LinkButton variant="default" size="sm" to={`/settings/senders/${senderId}`}>
      {t("form.server-settings")}
    </LinkButton>
  );
}
