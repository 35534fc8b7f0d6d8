import { Accordion, Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SmtpPreset } from "../../../contracts/senders.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Section } from "../../ui/section.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { ProviderWarning } from "./provider-guide.tsx";
import {
  AreaField,
  DisplayNameField,
  LimitFields,
  OwnerField,
  ReplyToField,
  TechnicalFields,
} from "./sender-fields.tsx";
import type { SenderInput } from "./sender-input.ts";
import { senderSettingsQuery } from "./sender-queries.ts";
import { ServerFields } from "./server-fields.tsx";

interface Props {
  preset: SmtpPreset | undefined;
  input: SenderInput;
  onChange: (input: SenderInput) => void;
  onBack: () => void;
  onSubmit: () => void;
  isPending: boolean;
  problem: unknown;
}

export function AddressStep(props: Props) {
  const { t } = useTranslation("senders");
  const { data: settings } = useQuery(senderSettingsQuery);
  const fieldProblem = useFieldProblem(props.problem);
  const fields = { input: props.input, onChange: props.onChange, fieldProblem };
  return (
    <Section title={t("wizard.step-address")} description={t("form.from-provider")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        <Stack maw={560}>
          <ErrorNotice problem={props.problem} />
          {props.preset && <ProviderWarning preset={props.preset} />}
          <DisplayNameField {...fields} />
          <ServerFields {...fields} preset={props.preset} allowsUnencrypted={settings?.allowsUnencrypted ?? false} />
          <AreaField {...fields} />
          <OwnerField {...fields} />
          <Accordion variant="contained">
            <Accordion.Item value="more">
              <Accordion.Control>{t("form.more-settings")}</Accordion.Control>
              <Accordion.Panel>
                <Stack>
                  <ReplyToField {...fields} />
                  <LimitFields {...fields} />
                  <TechnicalFields {...fields} />
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          <Group>
            <Button type="submit" loading={props.isPending}>
              {t("wizard.continue")}
            </Button>
            <Button variant="default" onClick={props.onBack}>
              {t("wizard.back")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
