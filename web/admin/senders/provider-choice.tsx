import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SmtpPreset } from "../../../contracts/senders.ts";

interface Props {
  presets: readonly SmtpPreset[];
  value: string | null;
  onChange: (preset: SmtpPreset | undefined) => void;
}

const other = "other";

/** X35: a known provider fills the form, "another provider" leaves it to the person. */
export function ProviderChoice({ presets, value, onChange }: Props) {
  const { t } = useTranslation("senders");
  const inGroup = (group: SmtpPreset["group"]) =>
    presets
      .filter((preset) => preset.group === group)
      .map(({ presetId, name }) => ({ value: presetId, label: name }))
      .sort((one, two) => one.label.localeCompare(two.label));
  const groups = [
    { group: t("wizard.mailboxes"), items: inGroup("mailbox") },
    { group: t("wizard.relays"), items: inGroup("relay") },
  ];
  return (
    <Select
      label={t("wizard.provider")}
      placeholder={t("wizard.provider-placeholder")}
      searchable
      allowDeselect={false}
      checkIconPosition="right"
      nothingFoundMessage={t("common:nothingFound")}
      data={[...groups, { value: other, label: t("wizard.other") }]}
      value={value}
      onChange={(presetId) => onChange(presets.find((preset) => preset.presetId === presetId))}
    />
  );
}
