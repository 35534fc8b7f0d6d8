import { Box, ScrollArea, Text } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type NavigationEntry, navigationGroups } from "../navigation.ts";
import { useNavigation } from "../use-navigation.ts";
import styles from "./app-shell.module.css";

const settings: NavigationEntry = {
  label: "common:navigation.all-settings",
  icon: IconSettings,
  path: "/settings",
  group: "settings",
  order: 0,
};

export function Navigation() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const allowed = useNavigation();
  const viewport = useCurrentInSight(pathname);
  const isInSettings = pathname.startsWith(settings.path);
  const groups = navigationGroups.map((name) => ({ name, entries: allowed.filter(({ group }) => group === name) }));
  return (
    <Box component="nav" aria-label={t("navigation.title")} flex={1} mih={0}>
      <ScrollArea h="100%" type="auto" scrollbarSize={8} viewportRef={viewport} viewportProps={{ tabIndex: -1 }}>
        {groups.map(({ name, entries }) => {
          // Rarely needed: one entry for all of them, until one is there.
          const isFolded = name === "settings" && !isInSettings && entries.length > 0;
          if (isFolded) return <NavigationGroup key={name} entries={[settings]} />;
          return <NavigationGroup key={name} name={name} entries={entries} />;
        })}
      </ScrollArea>
    </Box>
  );
}

/** The settings are more than fit: where one is must not be below the fold. */
function useCurrentInSight(pathname: string) {
  const viewport = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path has another entry
  useEffect(() => {
    const [list, entry] = [viewport.current, viewport.current?.querySelector('[aria-current="page"]')];
    if (!list || !entry) return;
    const [seen, wanted] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
    // Not `scrollIntoView`: the next Tab would begin at the entry instead of at the top of the page.
    list.scrollTop += Math.max(0, wanted.bottom - seen.bottom) + Math.min(0, wanted.top - seen.top);
  }, [pathname]);
  return viewport;
}

function NavigationGroup({ name, entries }: { name?: string; entries: NavigationEntry[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  const title = name === undefined ? "" : t(`navigation.groups.${name}`, { defaultValue: "" });
  return (
    <Box mb="lg">
      {title && (
        <Text size="xs" fw={600} c="dimmed" px="sm" mb={4} id={`navigation-${name}`}>
          {title}
        </Text>
      )}
      <ul className={styles.list} {...(title ? { "aria-labelledby": `navigation-${name}` } : {})}>
        {entries.map(({ path, label, icon: Icon }) => (
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
