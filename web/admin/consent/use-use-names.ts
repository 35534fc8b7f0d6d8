import { useTranslation } from "react-i18next";

export interface Uses {
  allowsMass: boolean;
  allowsSingle: boolean;
  allowsContact: boolean;
}

/** What a type is for, in words. */
export function useUseNames(): (uses: Uses) => string[] {
  const { t } = useTranslation("consent");
  return (uses) => [
    ...(uses.allowsMass ? [t("uses.mass")] : []),
    ...(uses.allowsSingle ? [t("uses.single")] : []),
    ...(uses.allowsContact ? [t("uses.contact")] : []),
  ];
}
