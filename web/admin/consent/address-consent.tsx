import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconMailOff } from "@tabler/icons-react";
import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AddressState } from "../../../contracts/consent.ts";
import { useCan } from "../session.ts";
import styles from "./address-consent.module.css";
import { ConsentPanel } from "./consent-panel.tsx";
import { useAddressStates } from "./consent-queries.ts";
import { consentLooks } from "./consent-status.tsx";

interface Props {
  addressId: string;
  /** As it is shown: names the button and the panel. */
  value: string;
  /** From `useAddressStates` of the whole list, `loading` until it is there; asked for by itself when not given. */
  state?: AddressState | "loading";
}

/** The icon after an address (X4): its status in words for who cannot see it; opens the panel of that one address (X6). */
export function AddressConsent(props: Props) {
  const canRead = useCan("consent.read");
  return canRead ? <Readable {...props} /> : null;
}

function Readable({ addressId, value, state }: Props) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [wasOpened, setWasOpened] = useState(false);
  const opener = useRef<Element | null>(null);
  const openPanel = () => {
    opener.current = document.activeElement;
    setWasOpened(true);
    open();
  };
  return (
    <>
      {state === undefined && <LoadedIcon addressId={addressId} value={value} onClick={openPanel} />}
      {state !== undefined && state !== "loading" && <ConsentIcon state={state} value={value} onClick={openPanel} />}
      {/* A list has hundreds of addresses: only one that was opened gets a panel. */}
      {wasOpened && <PanelDrawer {...{ isOpen, onClose: close, opener, addressId, value }} />}
    </>
  );
}

interface PanelDrawerProps {
  isOpen: boolean;
  onClose: () => void;
  opener: RefObject<Element | null>;
  addressId: string;
  value: string;
}

function PanelDrawer({ isOpen, onClose, opener, addressId, value }: PanelDrawerProps) {
  const { t } = useTranslation("consent");
  const isPhone = useMediaQuery("(max-width: 36em)");
  return (
    <Drawer.Root
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={isPhone ? "100%" : "lg"}
      // A drawer that begins open does not know what to give the focus back to.
      returnFocus={false}
      onExitTransitionEnd={() => opener.current instanceof HTMLElement && opener.current.focus()}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Not Drawer.Header: a dialog opened from here has one of its own, and a page has one banner. */}
        <div className={styles.head}>
          <Drawer.Title>{t("panel.title")}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("common:close")} />
        </div>
        <Drawer.Body>{isOpen && <ConsentPanel addressId={addressId} value={value} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function LoadedIcon({ addressId, value, onClick }: { addressId: string; value: string; onClick: () => void }) {
  const state = useAddressStates([addressId]).get(addressId);
  return state ? <ConsentIcon state={state} value={value} onClick={onClick} /> : null;
}

function ConsentIcon({ state, value, onClick }: { state: AddressState; value: string; onClick: () => void }) {
  const { t } = useTranslation("consent");
  const look = consentLooks[state.status];
  const Icon = state.isSuppressed ? IconMailOff : look.icon;
  const words = [
    t(`statuses.${state.status}`),
    ...(state.isSuppressed ? [t("panel.blocked")] : []),
    ...(state.othersDiffer ? [t("panel.others-differ")] : []),
  ].join(" · ");
  return (
    // A list has hundreds of these, and a floating label for each kept the page busy for seconds.
    <ActionIcon
      title={words}
      variant="subtle"
      size="md"
      data-tone={state.isSuppressed ? "bad" : look.tone}
      className={`${styles.button} ${state.othersDiffer ? styles.differs : ""}`}
      aria-label={t("panel.open", { address: value, status: words })}
      aria-haspopup="dialog"
      onClick={onClick}
    >
      <Icon size={19} aria-hidden />
    </ActionIcon>
  );
}
