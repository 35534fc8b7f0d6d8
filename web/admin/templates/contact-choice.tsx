import { useTranslation } from "react-i18next";
import { ContactSearch, type FoundContact } from "../contacts/contact-search.tsx";

interface Props {
  value: FoundContact | undefined;
  onChange: (contact: FoundContact | undefined) => void;
}

/** Whose values the preview shows: somebody found by name, or nobody's, which are the examples. */
export function ContactChoice(props: Props) {
  const { t } = useTranslation("templates");
  return (
    <ContactSearch
      label={t("preview.contact")}
      placeholder={t("preview.withExamples")}
      nothingFound={t("preview.nobody")}
      clearLabel={t("preview.withExamples")}
      {...props}
    />
  );
}
