import { Anchor, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DemoMailDetails } from "../../../contracts/workspace.ts";
import styles from "./demo-mailbox.module.css";

export function MailHeaders({ mail, sourceUrl }: { mail: DemoMailDetails; sourceUrl: string }) {
  const { t } = useTranslation("workspace");
  return (
    <Stack>
      <dl className={styles.headers} translate="no">
        {mail.headers.map(({ name, value }, index) => (
          // A header may stand twice with the same words; its place is what tells it apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: the headers of a received mail never change their order
          <HeaderLine key={index} name={name} value={value} />
        ))}
      </dl>
      <Anchor href={sourceUrl} target="_blank" rel="noopener noreferrer" size="sm">
        {t("demo-mailbox.source")}
        <VisuallyHidden> ({t("common:opensNewTab")})</VisuallyHidden>
      </Anchor>
    </Stack>
  );
}

function HeaderLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <Text component="dt" size="sm" fw={600}>
        {name}
      </Text>
      <dd>{value}</dd>
    </>
  );
}
