import { Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SmtpPreset } from "../../../contracts/senders.ts";
import { DataField } from "../../ui/data-field.tsx";
import { Section } from "../../ui/section.tsx";
import { ProviderChoice } from "./provider-choice.tsx";
import { ProviderGuide, ProviderWarning } from "./provider-guide.tsx";
import { guessPreset, type SenderInput, withAddress, withPreset } from "./sender-input.ts";

interface Props {
  presets: readonly SmtpPreset[];
  input: SenderInput;
  onChange: (input: SenderInput) => void;
  onDone: () => void;
}

/** The address tells the provider of most mailboxes; a choice by hand stays. */
export function ProviderStep({ presets, input, onChange, onDone }: Props) {
  const { t } = useTranslation("senders");
  const [isChosenByHand, setChosenByHand] = useState(input.presetId !== null);
  const preset = presets.find((candidate) => candidate.presetId === input.presetId);
  const type = (fromAddress: string) => {
    const typed = withAddress(input, fromAddress, preset);
    const guessed = isChosenByHand ? preset : guessPreset(presets, fromAddress);
    onChange(guessed?.presetId === input.presetId ? typed : withPreset(typed, guessed));
  };
  const choose = (chosen: SmtpPreset | undefined) => {
    setChosenByHand(true);
    onChange(withPreset(input, chosen));
  };
  return (
    <Section title={t("wizard.step-provider")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDone();
        }}
      >
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Stack>
            <DataField
              label={t("wizard.type-address")}
              description={t("wizard.type-address-help")}
              name="fromAddress"
              type="email"
              required
              autoComplete="email"
              value={input.fromAddress}
              onChange={(event) => type(event.currentTarget.value)}
            />
            <ProviderChoice
              presets={presets}
              value={input.presetId ?? (isChosenByHand ? "other" : null)}
              onChange={choose}
            />
            <Recognition preset={preset} address={input.fromAddress} isChosenByHand={isChosenByHand} />
            <Group>
              <Button type="submit">{t("wizard.continue")}</Button>
            </Group>
          </Stack>
          {preset && <ProviderGuide preset={preset} />}
        </SimpleGrid>
      </form>
    </Section>
  );
}

interface RecognitionProps {
  preset: SmtpPreset | undefined;
  address: string;
  isChosenByHand: boolean;
}

function Recognition({ preset, address, isChosenByHand }: RecognitionProps) {
  const { t } = useTranslation("senders");
  const isComplete = /@[^@]+\.[a-z]{2,}$/i.test(address);
  if (!preset) {
    return (
      <div aria-live="polite">
        {isComplete && !isChosenByHand && <Text size="sm">{t("wizard.not-recognised")}</Text>}
      </div>
    );
  }
  return (
    <Stack aria-live="polite">
      {!isChosenByHand && <Text size="sm">{t("wizard.recognised", { name: preset.name })}</Text>}
      <ProviderWarning preset={preset} />
    </Stack>
  );
}
