import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallCheck } from "../../../contracts/consent-calls.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { ReasonChoice, type StatedReason } from "../messages/reason-prompt.tsx";
import { refreshCalls, stateReason } from "./call-queries.ts";

/** V19: why this one call is made. It is kept with the name of whoever says it. */
export function CallReasonForm({ check, onStated }: { check: CallCheck; onStated: (check: CallCheck) => void }) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const [reason, setReason] = useState<StatedReason>();
  const state = useMutation({
    mutationFn: (stated: StatedReason) => stateReason(check.callCheckId, stated),
    onSuccess: async (answer) => {
      onStated(answer);
      await refreshCalls(queryClient);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason) state.mutate(reason);
      }}
    >
      <Stack>
        <ReasonChoice reason={reason} onChange={setReason} />
        <ErrorNotice problem={state.error} />
        <Group>
          <Button type="submit" loading={state.isPending} disabled={!reason || reason.text.trim() === ""}>
            {t("calls.state-reason")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
