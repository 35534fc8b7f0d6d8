import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { apiUrl } from "../../api-client/request.ts";
import { Section } from "../../ui/section.tsx";
import { ledgerKeyQuery } from "./consent-queries.ts";

/** For whoever must not have to trust us: the script, the checkpoints and the key. */
export function LedgerVerifier() {
  const { t } = useTranslation("consent-evidence");
  const { data } = useQuery(ledgerKeyQuery);
  const files = [
    { label: t("ledger.download-verifier"), href: apiUrl("/consent-ledger/verifier"), name: undefined },
    { label: t("ledger.download-checkpoints"), href: apiUrl("/consent-ledger/checkpoints"), name: undefined },
    ...(data
      ? [
          {
            label: t("ledger.download-key"),
            href: `data:application/x-pem-file,${encodeURIComponent(data.publicKeyPem)}`,
            name: "consent-ledger-key.pem",
          },
        ]
      : []),
  ];
  return (
    <Section title={t("ledger.verifier")} description={t("ledger.verifier-text")}>
      <Stack align="flex-start">
        <Group gap="sm">
          {files.map(({ label, href, name }) => (
            <Button
              key={href}
              component="a"
              variant="default"
              leftSection={<IconDownload size={18} aria-hidden />}
              href={href}
              download={name ?? true}
            >
              {label}
            </Button>
          ))}
        </Group>
        {data && (
          <Text size="sm" component="div">
            {t("ledger.key")}{" "}
            <Text span ff="monospace" translate="no" style={{ overflowWrap: "anywhere" }}>
              {data.fingerprint}
            </Text>
          </Text>
        )}
        <Code block translate="no" maw="100%" tabIndex={0}>
          {verifyCommand}
        </Code>
      </Stack>
    </Section>
  );
}

const verifyCommand =
  "node verify-consent-ledger.mjs consent-ledger.ndjson --key consent-ledger-key.pem --checkpoints consent-checkpoints.ndjson";
