import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { apiUrl } from "../../api-client/request.ts";
import type { Filters } from "../../ui/filters.ts";

/** What the list shows now, as a file that spreadsheets open safely. */
export function ExportButton({ filters }: { filters: Filters }) {
  const { t } = useTranslation("contacts");
  const { cursor: _cursor, sort: _sort, ...chosen } = filters;
  return (
    <Button
      component="a"
      href={apiUrl("/contacts/export.csv", chosen)}
      download
      variant="subtle"
      leftSection={<IconDownload size={18} aria-hidden />}
    >
      {t("list.export")}
    </Button>
  );
}
