import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DemoMailDetails } from "../../../contracts/workspace.ts";
import { Banner } from "../../ui/banner.tsx";
import { HelpHint } from "../../ui/help-hint.tsx";

/** What a mail program does on "Unsubscribe" (RFC 8058): one form post, without cookies and without a question. */
export function OneClickTry({ mail }: { mail: DemoMailDetails }) {
  const { t } = useTranslation("workspace");
  const { oneClickPath } = mail;
  const attempt = useMutation({ mutationFn: postOneClick });
  if (oneClickPath === null) return null;
  return (
    <>
      <Group gap="xs">
        <Button variant="default" size="sm" loading={attempt.isPending} onClick={() => attempt.mutate(oneClickPath)}>
          {t("demo-mailbox.one-click")}
        </Button>
        <HelpHint about={t("demo-mailbox.one-click")}>{t("demo-mailbox.one-click-help")}</HelpHint>
      </Group>
      <div aria-live="polite">
        {attempt.data !== undefined &&
          (attempt.data < 300 ? (
            <Banner tone="good" title={t("demo-mailbox.one-click-done", { recipient: mail.recipient })} />
          ) : (
            <Banner tone="bad" title={t("demo-mailbox.one-click-failed", { status: attempt.data })} />
          ))}
      </div>
    </>
  );
}

async function postOneClick(path: string): Promise<number> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "omit",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  return response.status;
}
