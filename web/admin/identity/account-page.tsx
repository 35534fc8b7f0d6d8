import { useTranslation } from "react-i18next";
import { PageHeader } from "../../ui/page-header.tsx";

export function AccountPage() {
  const { t } = useTranslation("identity");
  return <PageHeader title={t("account.title")} />;
}
