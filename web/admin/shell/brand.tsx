import { Box, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LogoMark } from "../../ui/logo.tsx";
import { useSession } from "../session.ts";
import styles from "./app-shell.module.css";

/** Whose data this is stands first: somebody with two organisations must see it at a glance. */
export function Brand() {
  const { t } = useTranslation();
  const { organisation } = useSession();
  return (
    <Link to="/" className={styles.brand}>
      <LogoMark size={34} />
      <Box miw={0}>
        <Text fw={650} lh={1.25} truncate translate="no">
          {organisation.name}
        </Text>
        <Text size="xs" c="dimmed" lh={1.3}>
          {organisation.isDemonstration ? t("demonstration") : t("appName")}
        </Text>
      </Box>
    </Link>
  );
}
