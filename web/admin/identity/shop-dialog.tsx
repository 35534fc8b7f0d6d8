import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AddShopInput, Shop } from "../../../contracts/identity.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { shopsQuery } from "./identity-queries.ts";

interface Props {
  /** Missing: a new one. */
  shop?: Shop;
  onClose: () => void;
}

export function ShopDialog({ shop, onClose }: Props) {
  const { t } = useTranslation("identity");
  const queryClient = useQueryClient();
  const [input, setInput] = useState({ name: shop?.name ?? "", city: shop?.city ?? "" });
  const [idempotencyKey] = useState(newIdempotencyKey);
  const save = useMutation({
    mutationFn: () => {
      const body: AddShopInput = { name: input.name, city: input.city || null };
      return shop
        ? request("PATCH", `/shops/${shop.shopId}`, { body })
        : request("POST", "/shops", { body, idempotencyKey });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: shopsQuery.queryKey });
      toast(t("common:saved"));
      onClose();
    },
  });
  const fieldProblem = useFieldProblem(save.error);
  return (
    <Modal
      opened
      onClose={onClose}
      title={shop ? t("shops.edit") : t("shops.add")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <ErrorNotice problem={save.error} />
          <DataField
            label={t("shops.name")}
            data-autofocus
            required
            maxLength={120}
            value={input.name}
            error={fieldProblem("name")}
            onChange={(event) => setInput({ ...input, name: event.currentTarget.value })}
          />
          <DataField
            label={t("shops.city")}
            isOptional
            maxLength={120}
            value={input.city}
            error={fieldProblem("city")}
            onChange={(event) => setInput({ ...input, city: event.currentTarget.value })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
