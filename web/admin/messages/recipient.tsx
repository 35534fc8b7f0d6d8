import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MessageListItem } from "../../../contracts/messaging.ts";
import { AddressText } from "../../ui/address-text.tsx";

/** I32: the name opens the contact's page in a new tab, so that the list stays where it is. */
export function Recipient({
  message,
}: {
  message: Pick<MessageListItem, "contactId" | "recipientName" | "recipientAddress">;
}) {
  const { t } = useTranslation("common");
  const { contactId, recipientName, recipientAddress } = message;
  return (
    <div>
      {contactId ? (
        <Anchor href={`/contacts/${contactId}`} target="_blank" rel="noopener" title={t("opensNewTab")} size="sm">
          {recipientName || recipientAddress}
        </Anchor>
      ) : (
        recipientName
      )}
      <Text size="xs" c="dimmed">
        <AddressText value={recipientAddress} />
      </Text>
    </div>
  );
}
