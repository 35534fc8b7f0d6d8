import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../contracts/contacts.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { toast } from "../../ui/toast.tsx";

export function EraseContact({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const erase = async () => {
    await request("DELETE", `/contacts/${contact.contactId}`);
    cache.removeQueries({ queryKey: ["contact", contact.contactId] });
    await cache.invalidateQueries({ queryKey: ["contacts"] });
    toast(t("erase.done"));
    await navigate({ to: "/contacts" });
  };
  return (
    <ConfirmButton
      variant="subtle"
      question={t("erase.question", { name: contact.displayName })}
      consequence={t("erase.consequence")}
      confirmLabel={t("erase.confirm")}
      isDangerous
      onConfirm={erase}
    >
      {t("erase.button")}
    </ConfirmButton>
  );
}
