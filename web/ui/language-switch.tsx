import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { languages } from "../../contracts/languages.ts";
import { changeLanguage } from "./i18n.ts";
import { isLanguage, languageNames } from "./languages.ts";

/** Changes this device's language; a user's own setting is kept by the account screen. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      aria-label={t("common:language")}
      value={i18n.language}
      data={languages.map((language) => ({ value: language, label: languageNames[language] }))}
      onChange={({ currentTarget }) => {
        if (isLanguage(currentTarget.value)) void changeLanguage(currentTarget.value);
      }}
    />
  );
}
