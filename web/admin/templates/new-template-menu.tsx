import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

const starters = ["newsletter", "simple-message", "consent-request"] as const;

/** Nobody has to start from an empty page. */
export function NewTemplateMenu() {
  const { t } = useTranslation("templates");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{t("list.add")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("starters.title")}</Menu.Label>
        {starters.map((starter) => (
          <Menu.Item key={starter} renderRoot={(props) => <Link {...props} to="/templates/new" search={{ starter }} />}>
            {t(`starters.${starter}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item renderRoot={(props) => <Link {...props} to="/templates/new" search={{}} />}>
          {t("starters.blank")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
