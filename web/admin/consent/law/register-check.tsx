import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CountryLawRow } from "../../../../contracts/consent-law.ts";
import { DataField } from "../../../ui/data-field.tsx";
import { DateTime } from "../../../ui/date-time.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useRecordCheck } from "./law-queries.ts";

interface Props {
  country: string;
  register: NonNullable<CountryLawRow["register"]>;
  canChange: boolean;
}

/** The register of opposition is looked into elsewhere; here stands the day on which it was. */
export function RegisterCheck({ country, register, canChange }: Props) {
  const { t } = useTranslation("consent");
  const [day, setDay] = useState("");
  const record = useRecordCheck(country);
  return (
    <Stack gap="xs" mb="sm">
      <Text>
        <Anchor underline="always" href={register.url} target="_blank" rel="noreferrer" translate="no">
          {register.name}
        </Anchor>
        {": "}
        {register.checkedOn ? (
          <>
            {t("law.checked-on")} <DateTime at={`${register.checkedOn}T12:00:00Z`} isDateOnly />
          </>
        ) : (
          t("law.never-checked")
        )}
      </Text>
      {canChange && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            record.mutate(day, { onSuccess: () => setDay("") });
          }}
        >
          <ErrorNotice problem={record.error} />
          <Group align="flex-end" gap="sm">
            <DataField
              type="date"
              required
              label={t("law.check-day")}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={record.isPending} disabled={day === ""}>
              {t("law.save-check")}
            </Button>
          </Group>
        </form>
      )}
    </Stack>
  );
}
