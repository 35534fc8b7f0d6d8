import { useTranslation } from "react-i18next";
import { formatNumber } from "./format.ts";

export function NumberText({ value }: { value: number }) {
  const { i18n } = useTranslation();
  return formatNumber(i18n.language, value);
}
