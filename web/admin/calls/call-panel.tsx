import { Button, Radio, Stack, Text } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallCheck, CallPurpose } from "../../../contracts/consent-calls.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { CallAnswer } from "./call-answer.tsx";
import { CallOutcomeForm } from "./call-outcome-form.tsx";
import { askToCall, type CallQuestion, refreshCalls } from "./call-queries.ts";
import { CallReasonForm } from "./call-reason-form.tsx";

const purposes = ["commercial", "service"] as const;

/** One call: may it be made, why is it made, what came of it (V6, V19). */
export function CallPanel({ who, onEnded }: { who: Omit<CallQuestion, "purpose">; onEnded?: () => void }) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const [purpose, setPurpose] = useState<CallPurpose>("commercial");
  const [check, setCheck] = useState<CallCheck>();
  const ask = useMutation({
    mutationFn: askToCall,
    onSuccess: async (answer) => {
      setCheck(answer);
      await refreshCalls(queryClient);
    },
  });
  const { mutate } = ask;
  const question = JSON.stringify(who);
  useEffect(() => mutate({ ...JSON.parse(question), purpose }), [mutate, question, purpose]);
  return (
    <Stack>
      <Radio.Group
        label={t("calls.purpose")}
        value={purpose}
        onChange={(value) => {
          setCheck(undefined);
          setPurpose(value as CallPurpose);
        }}
      >
        <Stack gap="xs" mt="xs">
          {purposes.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`calls.purposes.${one}`)}
              description={t(`calls.purposes-text.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <div role="status">
        <ErrorNotice problem={ask.error} />
        {ask.isPending && <Text c="dimmed">{t("calls.checking")}</Text>}
        {check && <Checked check={check} onChange={setCheck} onEnded={onEnded} />}
      </div>
    </Stack>
  );
}

interface CheckedProps {
  check: CallCheck;
  onChange: (check: CallCheck) => void;
  onEnded: (() => void) | undefined;
}

function Checked({ check, onChange, onEnded }: CheckedProps) {
  const { t } = useTranslation("consent");
  const [isDialled, setDialled] = useState(false);
  return (
    <Stack>
      <CallAnswer check={check} />
      {check.answer === "needs-reason" && <CallReasonForm check={check} onStated={onChange} />}
      {check.dial && (
        <Button
          component="a"
          href={check.dial}
          size="lg"
          leftSection={<IconPhone size={20} aria-hidden />}
          onClick={() => setDialled(true)}
        >
          {t("calls.call", { number: check.shownNumber })}
        </Button>
      )}
      {check.answer === "allowed" && <CallOutcomeForm check={check} isAsked={isDialled} onEnded={onEnded} />}
    </Stack>
  );
}
