import { useTranslation } from "react-i18next";
import type { User } from "../../../contracts/identity.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";

export function UserStatus({ user }: { user: User }) {
  const { t } = useTranslation("identity");
  if (user.isDisabled) return <StatusBadge tone="quiet" label={t("user.disabled")} />;
  if (user.mustChangePassword) return <StatusBadge tone="waiting" label={t("user.mustChangePassword")} />;
  return <StatusBadge tone="good" label={t("user.active")} />;
}
