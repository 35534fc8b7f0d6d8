import { Avatar, Box, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconSelector, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { languages } from "../../../contracts/languages.ts";
import { isLanguage, languageNames } from "../../ui/languages.ts";
import { useSession } from "../session.ts";
import styles from "./app-shell.module.css";
import { useSignOut } from "./use-sign-out.ts";
import { useChangeOwnLanguage } from "./use-user-language.ts";

/** The user's own matters: account, language, look, signing out. */
export function UserMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={248} shadow="md" radius="md">
      <Menu.Target>
        <UnstyledButton className={styles.userButton}>
          <Avatar name={user.name} color="petrol" variant="filled" size={36} aria-hidden />
          <Box miw={0} flex={1}>
            <Text size="sm" fw={600} truncate translate="no">
              {user.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {t(`roles.${user.role}`)}
            </Text>
          </Box>
          <IconSelector size={18} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {t("userMenu.account")}
        </Menu.Item>
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <ThemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={signOut}>
          {t("userMenu.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function LanguageItems() {
  const { t, i18n } = useTranslation();
  const changeLanguage = useChangeOwnLanguage();
  return (
    <>
      <Menu.Label>{t("language")}</Menu.Label>
      <Menu.RadioGroup value={i18n.language} onChange={(value) => isLanguage(value) && changeLanguage(value)}>
        {languages.map((language) => (
          <Menu.RadioItem key={language} value={language} lang={language}>
            {languageNames[language]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function ThemeItems() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t("theme.title")}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}>
        {(["light", "dark", "auto"] as const).map((scheme) => (
          <Menu.RadioItem key={scheme} value={scheme}>
            {t(`theme.${scheme}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
