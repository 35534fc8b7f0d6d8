import { ActionIcon, Anchor, Group, PasswordInput, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { countStraySpaces, removeSpaces, showSpaces } from "./stray-spaces.ts";

export interface SecretInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  name?: string;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  autoComplete?: "current-password" | "new-password" | "off";
  placeholder?: string;
  /** A pasted app password comes in groups of four: inner spaces are stray too. */
  spacesAreStray?: "everywhere" | "at-the-ends";
}

/** A secret being typed: the eye shows it, stray spaces are named and can be removed (X40). */
export function SecretInput({ spacesAreStray = "at-the-ends", onChange, value, ...input }: SecretInputProps) {
  const { t } = useTranslation();
  const [isVisible, eye] = useDisclosure(false);
  const stray = countStraySpaces(value, spacesAreStray);
  return (
    <div>
      <PasswordInput
        {...input}
        translate="no"
        spellCheck={false}
        autoCapitalize="none"
        value={value}
        visible={isVisible}
        onChange={(event) => onChange(event.currentTarget.value)}
        rightSection={
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t(isVisible ? "common:secret.hide" : "common:secret.show")}
            aria-pressed={isVisible}
            onClick={eye.toggle}
          >
            {isVisible ? <IconEyeOff size={18} aria-hidden /> : <IconEye size={18} aria-hidden />}
          </ActionIcon>
        }
      />
      <div aria-live="polite">
        {stray > 0 && (
          <Group gap="xs" mt={6}>
            <Text size="sm">{t("common:secret.spaces", { count: stray })}</Text>
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => onChange(removeSpaces(value, spacesAreStray))}
            >
              {t("common:secret.removeSpaces")}
            </Anchor>
            {isVisible && (
              <Text ff="monospace" size="sm" w="100%" translate="no" style={{ overflowWrap: "anywhere" }}>
                {showSpaces(value)}
              </Text>
            )}
          </Group>
        )}
      </div>
    </div>
  );
}
