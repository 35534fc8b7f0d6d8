import { Group } from "@mantine/core";
import type { TFunction } from "i18next";
import type { Recipient } from "../../../contracts/campaigns.ts";
import { AddressText } from "../../ui/address-text.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { AddressConsent } from "../consent/address-consent.tsx";
import type { useAddressStates } from "../consent/consent-queries.ts";

export interface RecipientView {
  states: ReturnType<typeof useAddressStates>;
  /** What they answered is asked for, not why somebody is on the list. */
  isOfAnswers: boolean;
}

export function recipientColumns(
  t: TFunction<"campaigns">,
  { states, isOfAnswers }: RecipientView,
): Column<Recipient>[] {
  return [
    {
      name: "name",
      label: t("details.name"),
      render: (row) => row.displayName || row.address || "–",
      isTitle: true,
      isData: true,
    },
    { name: "company", label: t("details.company"), render: (row) => row.company, isData: true },
    {
      name: "address",
      label: t("details.address"),
      render: (row) => <Address recipient={row} states={states} />,
      isData: true,
      isInteractive: true,
    },
    ...(isOfAnswers ? [answerColumn(t)] : listColumns(t)),
  ];
}

function answerColumn(t: TFunction<"campaigns">): Column<Recipient> {
  return {
    name: "answer",
    label: t("details.answer"),
    render: ({ answer }) => (answer ? t(`details.answers.${answer}`) : "–"),
  };
}

function listColumns(t: TFunction<"campaigns">): Column<Recipient>[] {
  return [
    { name: "group", label: t("details.group"), render: (row) => t(`groups.${row.group}`) },
    {
      name: "reason",
      label: t("details.reason"),
      render: (row) => (row.reason ? t(`reasons.${row.reason.replace(".", "-")}`) : t("reasons.none")),
    },
  ];
}

/** X4, X5: the consent icon stands after the address here too. */
function Address({ recipient, states }: { recipient: Recipient; states: RecipientView["states"] }) {
  const { address, addressId } = recipient;
  if (address === null || addressId === null) return address ?? "–";
  return (
    <Group gap={4} wrap="nowrap">
      <AddressText value={address} />
      <AddressConsent addressId={addressId} value={address} state={states.get(addressId) ?? "loading"} />
    </Group>
  );
}
