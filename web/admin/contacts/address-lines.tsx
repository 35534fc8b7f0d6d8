import { Group, Stack, Text } from "@mantine/core";
import type { AddressState } from "../../../contracts/consent.ts";
import type { ContactListItem } from "../../../contracts/contacts.ts";
import { AddressText } from "../../ui/address-text.tsx";
import { AddressConsent } from "../consent/address-consent.tsx";

interface Props {
  addresses: ContactListItem["addresses"];
  states: ReadonlyMap<string, AddressState>;
}

const mostShown = 2;

/** Each address with its consent beside it (X4). */
export function AddressLines({ addresses, states }: Props) {
  return (
    <Stack gap={2}>
      {addresses.slice(0, mostShown).map(({ addressId, shown }) => (
        <Group key={addressId} gap={6} wrap="nowrap">
          <Text size="sm">
            <AddressText value={shown} />
          </Text>
          <AddressConsent addressId={addressId} value={shown} state={states.get(addressId) ?? "loading"} />
        </Group>
      ))}
      {addresses.length > mostShown && (
        <Text size="xs" c="dimmed">
          +{addresses.length - mostShown}
        </Text>
      )}
    </Stack>
  );
}
