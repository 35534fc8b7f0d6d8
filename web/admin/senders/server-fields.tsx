import { Anchor, Group, NumberInput, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SmtpEncryption, SmtpPreset } from "../../../contracts/senders.ts";
import { Banner } from "../../ui/banner.tsx";
import { DataField } from "../../ui/data-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import type { SenderInput } from "./sender-input.ts";

export interface SenderFieldsProps {
  input: SenderInput;
  onChange: (input: SenderInput) => void;
  fieldProblem: (field: string) => string | undefined;
  preset: SmtpPreset | undefined;
  allowsUnencrypted: boolean;
}

/** Where it connects, and as whom. */
export function ServerFields(props: SenderFieldsProps) {
  return (
    <Stack>
      <HostField {...props} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <EncryptionField {...props} />
        <PortField {...props} />
      </SimpleGrid>
      <UnencryptedWarning encryption={props.input.encryption} />
      <UserNameField {...props} />
    </Stack>
  );
}

function HostField({ input, onChange, fieldProblem, preset }: SenderFieldsProps) {
  const { t } = useTranslation("senders");
  const hosts = preset?.host ? [preset.host, ...preset.otherHosts] : [];
  const others = hosts.filter((host) => host !== input.host);
  return (
    <div>
      <DataField
        label={t("form.host")}
        name="host"
        required
        placeholder="smtp.example.com"
        autoCapitalize="none"
        spellCheck={false}
        value={input.host}
        error={fieldProblem("host")}
        onChange={(event) => onChange({ ...input, host: event.currentTarget.value })}
      />
      {others.length > 0 && (
        <Group gap={8} mt={6}>
          <Text size="sm" c="dimmed">
            {t("form.host-choices")}
          </Text>
          {others.map((host) => (
            <Anchor
              component="button"
              type="button"
              size="sm"
              key={host}
              translate="no"
              onClick={() => onChange({ ...input, host })}
            >
              {host}
            </Anchor>
          ))}
        </Group>
      )}
    </div>
  );
}

const usualPorts: Record<SmtpEncryption, number> = { tls: 465, starttls: 587, none: 25 };

function EncryptionField({ input, onChange, fieldProblem, allowsUnencrypted }: SenderFieldsProps) {
  const { t } = useTranslation("senders");
  const isOffered = (encryption: SmtpEncryption) =>
    encryption !== "none" || allowsUnencrypted || input.encryption === "none";
  const options = (["tls", "starttls", "none"] as const)
    .filter(isOffered)
    .map((value) => ({ value, label: t(`encryption.${value}`) }));
  return (
    <SelectField
      label={t("encryption.label")}
      options={options}
      value={input.encryption}
      error={fieldProblem("encryption")}
      onChange={(encryption) => {
        const isUsual = Object.values(usualPorts).includes(input.port);
        onChange({ ...input, encryption, port: isUsual ? usualPorts[encryption] : input.port });
      }}
    />
  );
}

function PortField({ input, onChange, fieldProblem }: SenderFieldsProps) {
  const { t } = useTranslation("senders");
  return (
    <NumberInput
      label={t("form.port")}
      name="port"
      required
      min={1}
      max={65_535}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={input.port}
      error={fieldProblem("port")}
      onChange={(port) => onChange({ ...input, port: Number(port) })}
    />
  );
}

function UnencryptedWarning({ encryption }: { encryption: SmtpEncryption }) {
  const { t } = useTranslation("senders");
  return encryption === "none" ? <Banner tone="attention" isAlert title={t("encryption.none-warning")} /> : null;
}

function UserNameField({ input, onChange, fieldProblem, preset }: SenderFieldsProps) {
  const { t } = useTranslation("senders");
  const asksForSignIn = input.userName !== null;
  const hint = preset && t(`form.user-name-${preset.userNameForm}`, { word: preset.fixedUserName ?? "" });
  return (
    <Stack gap="xs">
      {asksForSignIn && (
        <DataField
          label={t("form.user-name")}
          name="userName"
          required
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          description={hint}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={input.userName ?? ""}
          error={fieldProblem("userName")}
          onChange={(event) => onChange({ ...input, userName: event.currentTarget.value })}
        />
      )}
      {!preset && (
        <Switch
          label={t("form.no-sign-in")}
          checked={!asksForSignIn}
          onChange={(event) => onChange({ ...input, userName: event.currentTarget.checked ? null : input.fromAddress })}
        />
      )}
    </Stack>
  );
}
