import { useTranslation } from "react-i18next";
import type { Sender } from "../../../contracts/senders.ts";

export function SenderOwner({ owner }: { owner: Sender["owner"] }) {
  return useOwnerName(owner);
}

export function useOwnerName(owner: Sender["owner"]): string {
  const { t } = useTranslation("senders");
  switch (owner.kind) {
    case "shop":
      return t("owner.shop", { name: owner.name });
    case "user":
      return owner.name;
    case "installation":
      return t("owner.installation");
    default:
      return owner satisfies never;
  }
}
