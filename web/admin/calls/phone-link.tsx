import { Anchor, Drawer } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { CallPanel } from "./call-panel.tsx";

interface Props {
  contactId: string;
  addressId: string;
  /** For reading. */
  shown: string;
}

/** A telephone number that one can press: the question whether it may be called comes before the dialling. */
export function PhoneLink({ contactId, addressId, shown }: Props) {
  const { t } = useTranslation("consent");
  const [isOpen, { open, close }] = useDisclosure(false);
  const isPhone = useMediaQuery("(max-width: 36em)");
  return (
    <>
      <Anchor
        component="button"
        type="button"
        onClick={open}
        aria-label={t("calls.open", { number: shown })}
        aria-haspopup="dialog"
        translate="no"
      >
        {shown}
      </Anchor>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size={isPhone ? "100%" : "lg"}
        title={t("calls.title-one", { number: shown })}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        {isOpen && <CallPanel who={{ addressId, contactId }} />}
      </Drawer>
    </>
  );
}
