import { Group, SimpleGrid, Text, ThemeIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHeader } from "../../ui/page-header.tsx";
import { useNavigation } from "../use-navigation.ts";
import styles from "./settings.module.css";

/** Every setting that this user may see, with what it is for. */
export function SettingsPage() {
  const { t } = useTranslation();
  const entries = useNavigation().filter(({ group }) => group === "settings");
  return (
    <>
      <PageHeader title={t("navigation.all-settings")} description={t("navigation.settings-text")} />
      <SimpleGrid component="ul" cols={{ base: 1, md: 2 }} spacing="md" m={0} p={0} className={styles.list}>
        {entries.map(({ path, label, text, icon: Icon }) => (
          <li key={path}>
            <Link to={path} className={styles.card}>
              <Group wrap="nowrap" align="flex-start" gap="md">
                <ThemeIcon variant="light" size={40} radius="md">
                  <Icon size={22} stroke={1.7} aria-hidden />
                </ThemeIcon>
                <div>
                  <Text fw={600}>{t(label)}</Text>
                  {text !== undefined && (
                    <Text size="sm" c="dimmed">
                      {t(text)}
                    </Text>
                  )}
                </div>
              </Group>
            </Link>
          </li>
        ))}
      </SimpleGrid>
    </>
  );
}
