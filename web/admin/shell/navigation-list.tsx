import { Box, ScrollArea, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type NavigationEntry, navigation, navigationGroups } from "../navigation.ts";
import { useSession } from "../session.ts";
import styles from "./app-shell.module.css";

export function Navigation() {
  const { t } = useTranslation();
  const { user, organisation } = useSession();
  const allowed = navigation.filter(
    ({ policy, isForDemonstrations = false }) =>
      (policy === undefined || user.policies.includes(policy)) &&
      (!isForDemonstrations || organisation.isDemonstration),
  );
  return (
    <Box component="nav" aria-label={t("navigation.title")} flex={1} mih={0}>
      <ScrollArea h="100%" type="auto" viewportProps={{ tabIndex: -1 }}>
        {navigationGroups.map((group) => (
          <NavigationGroup key={group} name={group} entries={allowed.filter((entry) => entry.group === group)} />
        ))}
      </ScrollArea>
    </Box>
  );
}

function NavigationGroup({ name, entries }: { name: string; entries: NavigationEntry[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  const title = t(`navigation.groups.${name}`, { defaultValue: "" });
  return (
    <Box mb="lg">
      {title && (
        <Text size="xs" fw={600} c="dimmed" px="sm" mb={4} id={`navigation-${name}`}>
          {title}
        </Text>
      )}
      <ul className={styles.list} {...(title ? { "aria-labelledby": `navigation-${name}` } : {})}>
        {entries
          .toSorted((a, b) => a.order - b.order)
          .map(({ path, label, icon: Icon }) => (
            <li key={path}>
              <Link to={path} className={styles.link} activeOptions={{ exact: path === "/" }}>
                <Icon size={20} stroke={1.7} aria-hidden />
                {t(label)}
              </Link>
            </li>
          ))}
      </ul>
    </Box>
  );
}
