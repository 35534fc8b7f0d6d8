import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";

const schemes = ["light", "dark", "auto"] as const;

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      w="fit-content"
      maw="100%"
      aria-label={t("common:theme.title")}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as typeof colorScheme)}
      data={schemes.map((scheme) => ({ value: scheme, label: t(`common:theme.${scheme}`) }))}
    />
  );
}
