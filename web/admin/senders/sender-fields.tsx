import { NumberInput, SimpleGrid, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Page } from "../../../contracts/common.ts";
import type { Shop, User } from "../../../contracts/identity.ts";
import type { MessageEncoding, SenderArea } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useCan } from "../session.ts";
import type { SenderInput } from "./sender-input.ts";
import type { SenderFieldsProps } from "./server-fields.tsx";

type Props = Pick<SenderFieldsProps, "input" | "onChange" | "fieldProblem">;

export function DisplayNameField({ input, onChange, fieldProblem }: Props) {
  const { t } = useTranslation("senders");
  return (
    <DataField
      label={t("form.display-name")}
      description={t("form.display-name-help")}
      name="displayName"
      required
      maxLength={120}
      value={input.displayName}
      error={fieldProblem("displayName")}
      onChange={(event) => onChange({ ...input, displayName: event.currentTarget.value })}
    />
  );
}

export function ReplyToField({ input, onChange, fieldProblem }: Props) {
  const { t } = useTranslation("senders");
  return (
    <DataField
      label={t("form.reply-to")}
      description={t("form.reply-to-help")}
      name="replyTo"
      type="email"
      value={input.replyTo ?? ""}
      error={fieldProblem("replyTo")}
      onChange={(event) => onChange({ ...input, replyTo: event.currentTarget.value || null })}
    />
  );
}

const areas: readonly SenderArea[] = ["all", "clients", "invoices", "tickets", "campaigns"];

/** Chosen once: an area that changes would silently change the mailbox of its messages (I4). */
export function AreaField({ input, onChange, fieldProblem }: Props) {
  const { t } = useTranslation("senders");
  return (
    <SelectField
      label={t("list.used-for")}
      description={t("area.help")}
      options={areas.map((value) => ({ value, label: t(`area.${value}`) }))}
      value={input.area}
      error={fieldProblem("area")}
      onChange={(area) => onChange({ ...input, area })}
    />
  );
}

/** The shop, unless somebody says one user (X37). */
export function OwnerField({ input, onChange, fieldProblem }: Props) {
  const { t } = useTranslation("senders");
  const canSeeUsers = useCan("users.manage");
  const { data: shops } = useQuery({ queryKey: ["shops"], queryFn: () => request<{ items: Shop[] }>("GET", "/shops") });
  const { data: users } = useQuery({
    queryKey: ["users", "owners"],
    queryFn: () => request<Page<User>>("GET", "/users", { query: { limit: 200 } }),
    enabled: canSeeUsers,
  });
  const shopOptions = (shops?.items ?? []).map((shop) => ({
    value: `shop:${shop.shopId}`,
    label: t("owner.shop", { name: shop.name }),
  }));
  const userOptions = (users?.items ?? []).map((user) => ({ value: `user:${user.userId}`, label: user.name }));
  const defaultShop = shops?.items.find((shop) => shop.isDefault);
  return (
    <SelectField
      label={t("owner.label")}
      description={t("owner.help")}
      options={[...shopOptions, ...userOptions]}
      value={ownerValue(input.owner, defaultShop?.shopId)}
      error={fieldProblem("owner.userId") ?? fieldProblem("owner.shopId")}
      onChange={(value) => onChange({ ...input, owner: readOwner(value) })}
    />
  );
}

function ownerValue(owner: SenderInput["owner"], defaultShopId: string | undefined): string | null {
  if (owner.kind === "user") return `user:${owner.userId}`;
  const shopId = owner.shopId ?? defaultShopId;
  return shopId ? `shop:${shopId}` : null;
}

function readOwner(value: string): SenderInput["owner"] {
  const id = value.slice(5);
  return value.startsWith("user:") ? { kind: "user", userId: id } : { kind: "shop", shopId: id };
}

/** N messages in any H hours (I5). */
/** Only for those whose operator gave them a domain: most servers refuse another envelope sender. */
export function ReturnDomainField({ input, onChange, fieldProblem }: Props) {
  const { t } = useTranslation("senders");
  return (
    <DataField
      label={t("form.return-domain")}
      description={t("form.return-domain-help")}
      name="returnDomain"
      isOptional
      autoCapitalize="none"
      spellCheck={false}
      value={input.returnDomain ?? ""}
      error={fieldProblem("returnDomain")}
      onChange={(event) => onChange({ ...input, returnDomain: event.currentTarget.value.trim() || null })}
    />
  );
}

export function LimitFields({ input, onChange, fieldProblem }: Props) {
  const { t } = useTranslation("senders");
  const { limit } = input;
  return (
    <Stack gap="xs">
      <Switch
        label={t("form.limit-on")}
        description={t("form.limit-help")}
        checked={limit !== null}
        onChange={(event) =>
          onChange({ ...input, limit: event.currentTarget.checked ? { count: 300, hours: 24 } : null })
        }
      />
      {limit && (
        <SimpleGrid cols={2}>
          <NumberInput
            label={t("form.limit-count")}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            value={limit.count}
            error={fieldProblem("limit.count")}
            onChange={(count) => onChange({ ...input, limit: { ...limit, count: Number(count) } })}
          />
          <NumberInput
            label={t("form.limit-hours")}
            min={1}
            max={720}
            allowDecimal={false}
            value={limit.hours}
            error={fieldProblem("limit.hours")}
            onChange={(hours) => onChange({ ...input, limit: { ...limit, hours: Number(hours) } })}
          />
        </SimpleGrid>
      )}
    </Stack>
  );
}

const encodings: readonly MessageEncoding[] = ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"];

export function TechnicalFields({ input, onChange, fieldProblem }: Props) {
  const { t } = useTranslation("senders");
  return (
    <Stack>
      <NumberInput
        label={t("form.connections")}
        description={t("form.connections-help")}
        min={1}
        max={50}
        allowDecimal={false}
        value={input.connections}
        error={fieldProblem("connections")}
        onChange={(connections) => onChange({ ...input, connections: Number(connections) })}
      />
      <SelectField
        label={t("form.encoding")}
        description={t("form.encoding-help")}
        options={encodings.map((value) => ({ value, label: value.toUpperCase() }))}
        value={input.encoding}
        onChange={(encoding) => onChange({ ...input, encoding })}
      />
    </Stack>
  );
}
