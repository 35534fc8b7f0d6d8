import { Button, Group, NumberInput, SimpleGrid, Stack, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReturnMailbox, ReturnMailboxAnswer, SaveReturnMailboxInput } from "../../../contracts/inbound.ts";
import { request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { returnMailboxPath, useMailboxChange } from "./return-mailbox-queries.ts";

interface Props {
  senderId: string;
  mailbox: ReturnMailbox | null;
}

const empty: SaveReturnMailboxInput = {
  isEnabled: true,
  host: "",
  port: 993,
  encryption: "tls",
  userName: "",
  folder: "INBOX",
};

/** Server and user first; the password has a form of its own, and goes one way. */
export function ReturnMailboxForm({ senderId, mailbox }: Props) {
  const { t } = useTranslation();
  const [input, setInput] = useState<SaveReturnMailboxInput>(() => ({ ...empty, ...settingsOf(mailbox) }));
  const save = useMailboxChange(senderId, (body: SaveReturnMailboxInput) =>
    request<ReturnMailboxAnswer>("PUT", returnMailboxPath(senderId), { body }),
  );
  const fieldProblem = useFieldProblem(save.error);
  const isUnchanged = JSON.stringify(settingsOf(mailbox)) === JSON.stringify(input);
  return (
    <Stack gap="xl">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(input, { onSuccess: () => toast(t("common:saved")) });
        }}
      >
        <Stack maw={480}>
          <ErrorNotice problem={save.error} />
          <MailboxFields input={input} onChange={setInput} fieldProblem={fieldProblem} />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={isUnchanged}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
      {mailbox && <PasswordForm senderId={senderId} mailbox={mailbox} />}
    </Stack>
  );
}

function settingsOf(mailbox: ReturnMailbox | null): SaveReturnMailboxInput | undefined {
  if (!mailbox) return undefined;
  const { isEnabled, host, port, encryption, userName, folder } = mailbox;
  return { isEnabled, host, port, encryption, userName, folder };
}

interface FieldsProps {
  input: SaveReturnMailboxInput;
  onChange: (input: SaveReturnMailboxInput) => void;
  fieldProblem: (field: string) => string | undefined;
}

const usualPorts = { tls: 993, starttls: 143, none: 143 } as const;

function MailboxFields({ input, onChange, fieldProblem }: FieldsProps) {
  const { t } = useTranslation("inbound");
  const text = (name: "host" | "userName" | "folder", description?: string) => (
    <DataField
      label={t(name)}
      description={description}
      required
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      value={input[name]}
      error={fieldProblem(name)}
      onChange={(event) => onChange({ ...input, [name]: event.currentTarget.value })}
    />
  );
  const encryptions = (["tls", "starttls", "none"] as const).map((value) => ({
    value,
    label: t(`encryptions.${value}`),
  }));
  return (
    <>
      <Switch
        label={t("isEnabled")}
        description={t("isEnabledHelp")}
        checked={input.isEnabled}
        onChange={(event) => onChange({ ...input, isEnabled: event.currentTarget.checked })}
      />
      {text("host")}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <SelectField
          label={t("encryption")}
          options={encryptions}
          value={input.encryption}
          error={fieldProblem("encryption")}
          onChange={(encryption) => onChange({ ...input, encryption, port: usualPorts[encryption] })}
        />
        <NumberInput
          label={t("port")}
          min={1}
          max={65_535}
          allowDecimal={false}
          hideControls
          value={input.port}
          error={fieldProblem("port")}
          onChange={(port) => onChange({ ...input, port: Number(port) })}
        />
      </SimpleGrid>
      {text("userName")}
      {text("folder", t("folderHelp"))}
    </>
  );
}

function PasswordForm({ senderId, mailbox }: { senderId: string; mailbox: ReturnMailbox }) {
  const { t } = useTranslation("inbound");
  const [password, setPassword] = useState("");
  const save = useMailboxChange(senderId, () =>
    request<ReturnMailboxAnswer>("PUT", `${returnMailboxPath(senderId)}/password`, { body: { password } }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined, {
          onSuccess: () => {
            setPassword("");
            toast(t("passwordSet"));
          },
        });
      }}
    >
      <Stack maw={480}>
        <ErrorNotice problem={save.error} />
        <SecretInput
          label={t("password")}
          description={t("passwordHelp")}
          value={password}
          onChange={setPassword}
          required
          autoComplete="off"
        />
        <Group>
          <Button
            type="submit"
            variant={mailbox.hasPassword ? "default" : "filled"}
            loading={save.isPending}
            disabled={password === ""}
          >
            {t("savePassword")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
