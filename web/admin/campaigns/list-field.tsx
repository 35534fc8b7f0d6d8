import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Page } from "../../../contracts/common.ts";
import type { ContactImport } from "../../../contracts/contact-imports.ts";
import { request } from "../../api-client/request.ts";

/** X24: a list of addresses that was imported; who of them is registered gets the campaign, the others are shown. */
export function ListField({
  importId,
  onChange,
}: {
  importId: string | null;
  onChange: (importId: string | null) => void;
}) {
  const { t } = useTranslation("campaigns");
  const imports = useQuery({
    queryKey: ["contact-imports", "lists"],
    queryFn: () => request<Page<ContactImport>>("GET", "/contact-imports", { query: { limit: 200 } }),
  });
  const lists = imports.data?.items.filter((one) => one.settings.people === "list" && one.state === "done") ?? [];
  if (lists.length === 0 && importId === null) return null;
  return (
    <Select
      label={t("recipients.list")}
      description={t("recipients.listText")}
      placeholder={t("recipients.all")}
      clearable
      translate="no"
      data={lists.map((one) => ({ value: one.importId, label: one.fileName }))}
      value={importId}
      onChange={onChange}
    />
  );
}
