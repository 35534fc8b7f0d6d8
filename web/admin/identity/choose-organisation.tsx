import { Button, Stack } from "@mantine/core";
import { IconBuildingStore } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DoorLayout } from "../../ui/door-layout.tsx";

interface Props {
  organisations: { orgId: string; name: string }[];
  isPending: boolean;
  onChoose: (orgId: string) => void;
}

/** One e-mail and password may open several organisations. */
export function ChooseOrganisation({ organisations, isPending, onChoose }: Props) {
  const { t } = useTranslation("identity");
  return (
    <DoorLayout title={t("signIn.choose")} text={t("signIn.chooseText")}>
      <Stack>
        {organisations.map(({ orgId, name }) => (
          <Button
            key={orgId}
            variant="default"
            size="md"
            justify="flex-start"
            disabled={isPending}
            leftSection={<IconBuildingStore size={20} aria-hidden />}
            onClick={() => onChoose(orgId)}
            translate="no"
          >
            {name}
          </Button>
        ))}
      </Stack>
    </DoorLayout>
  );
}
