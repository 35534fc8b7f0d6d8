import { Button, Code, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Section } from "../../ui/section.tsx";
import { useSession } from "../session.ts";

/** Where people ask for the link to their own page: for the website, the privacy notice, a letter. */
export function AreaAddress() {
  const { t } = useTranslation("consent-area");
  const { organisation } = useSession();
  const address = `${window.location.origin}/area/${organisation.orgId}`;
  return (
    <Section title={t("admin.title")} description={t("admin.text")}>
      <Group gap="sm">
        <Code translate="no" fz="sm" style={{ overflowWrap: "anywhere" }}>
          {address}
        </Code>
        <CopyButton value={address} />
        <Button component="a" variant="default" href={address} target="_blank" rel="noreferrer">
          {t("admin.open")}
        </Button>
      </Group>
    </Section>
  );
}
