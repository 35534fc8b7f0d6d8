import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ImportDraft, ImportRow } from "../../../contracts/contact-imports.ts";
import { AddressText } from "../../ui/address-text.tsx";
import styles from "./import.module.css";

/** What is kept of a row: for a new contact who it is, for a known one what changes. */
export function ImportRowAfter({ row }: { row: ImportRow }) {
  const { t } = useTranslation("contacts");
  if (!row.draft) return "–";
  return (
    <div>
      <Text fw={500} size="sm">
        {nameOf(row.draft)}
      </Text>
      {row.outcome === "update" || row.changes.length > 0 ? (
        <Changes row={row} />
      ) : (
        <Text size="sm" c="dimmed">
          <AddressText value={detailsOf(row.draft)} />
        </Text>
      )}
      {row.contactId && (
        <Anchor component={Link} to={`/contacts/${row.contactId}`} size="sm">
          {t("import.rows.open")}
        </Anchor>
      )}
    </div>
  );
}

function Changes({ row }: { row: ImportRow }) {
  const { t } = useTranslation("contacts");
  const show = (field: string, value: string) => {
    if (field === "kind") return t(`kinds.${value}`);
    if (field === "status") return t(`statuses.${value}`);
    return value.length > 120 ? `${value.slice(0, 120)}…` : value;
  };
  return (
    <ul className={styles.words}>
      {row.changes.map(({ field, before, after }) => {
        const values = { field: t(`fields.${field}`), before: show(field, before), after: show(field, after) };
        return (
          <li key={`${field} ${after}`}>
            <Text size="sm">{before === "" ? t("import.rows.added", values) : t("import.rows.change", values)}</Text>
          </li>
        );
      })}
    </ul>
  );
}

function nameOf(draft: ImportDraft): string {
  const person = [draft.lastName, draft.firstName].filter((part) => part !== "").join(" ");
  return person || draft.company || draft.addresses[0]?.value || "–";
}

function detailsOf(draft: ImportDraft): string {
  const company = draft.lastName !== "" || draft.firstName !== "" ? [draft.company] : [];
  const place = [draft.postcode, draft.city].filter((part) => part !== "").join(" ");
  const values = [...draft.addresses.map((address) => address.value), ...company, place, ...draft.tags];
  return values.filter((value) => value !== "").join(" · ");
}
