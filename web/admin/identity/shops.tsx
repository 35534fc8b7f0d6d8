import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeShopInput, Shop } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { toast } from "../../ui/toast.tsx";
import { shopsQuery } from "./identity-queries.ts";
import { ShopDialog } from "./shop-dialog.tsx";

export function Shops() {
  const { t } = useTranslation("identity");
  const shops = useQuery(shopsQuery);
  const [isAdding, { open, close }] = useDisclosure(false);
  return (
    <Section
      title={t("shops.title")}
      description={t("shops.text")}
      actions={
        <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
          {t("shops.add")}
        </Button>
      }
    >
      <QueryView query={shops}>
        {({ items }) => (
          <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: "none" }}>
            {items.map((shop) => (
              <li key={shop.shopId}>
                <ShopLine shop={shop} />
              </li>
            ))}
          </Stack>
        )}
      </QueryView>
      {isAdding && <ShopDialog onClose={close} />}
    </Section>
  );
}

function ShopLine({ shop }: { shop: Shop }) {
  const { t } = useTranslation("identity");
  const queryClient = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const makeDefault = useMutation({
    mutationFn: () => {
      const body: ChangeShopInput = { isDefault: true };
      return request("PATCH", `/shops/${shop.shopId}`, { body });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: shopsQuery.queryKey });
      toast(t("common:saved"));
    },
  });
  return (
    <>
      <Group justify="space-between" gap="sm">
        <div style={{ flex: "1 1 14rem", minWidth: 0 }}>
          <Group gap="sm">
            <Text fw={600} translate="no">
              {shop.name}
            </Text>
            {shop.isDefault && <StatusBadge tone="good" label={t("shops.default")} />}
          </Group>
          <Text size="sm" c="dimmed" translate="no">
            {shop.city}
          </Text>
        </div>
        <Group gap="xs">
          {!shop.isDefault && (
            <Button size="sm" variant="subtle" loading={makeDefault.isPending} onClick={() => makeDefault.mutate()}>
              {t("shops.makeDefault")}
            </Button>
          )}
          <Button
            size="sm"
            variant="default"
            aria-label={t("shops.editNamed", { name: shop.name })}
            onClick={() => setEditing(true)}
          >
            {t("common:edit")}
          </Button>
        </Group>
      </Group>
      <ErrorNotice problem={makeDefault.error} />
      {isEditing && <ShopDialog shop={shop} onClose={() => setEditing(false)} />}
    </>
  );
}
