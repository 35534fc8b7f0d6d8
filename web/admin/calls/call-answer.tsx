import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CallCheck } from "../../../contracts/consent-calls.ts";
import { Banner } from "../../ui/banner.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import type { Tone } from "../../ui/tones.ts";

const tones: Record<CallCheck["answer"], Tone> = { allowed: "good", "needs-reason": "attention", refused: "bad" };

/** Yes until when and on what ground, a reason first, or no and why, with the law's source where the law says it. */
export function CallAnswer({ check }: { check: CallCheck }) {
  const { t } = useTranslation("consent");
  return (
    <Banner
      tone={tones[check.answer]}
      title={check.text}
      isAlert={check.answer === "refused"}
      text={
        <>
          <div>
            <span translate="no">{check.shownNumber}</span>
            {check.contact && (
              <>
                {" · "}
                <Anchor
                  underline="always"
                  c="inherit"
                  component={Link}
                  to={`/contacts/${check.contact.contactId}`}
                  translate="no"
                >
                  {check.contact.displayName}
                </Anchor>
              </>
            )}
          </div>
          {check.holdsUntil && (
            <div>
              {t("calls.until")} <DateTime at={check.holdsUntil} />
            </div>
          )}
          {check.law?.from && (
            <div>
              {t("calls.from")} <DateTime at={check.law.from} />
            </div>
          )}
          {check.law?.source && (
            <Text size="sm">
              {t("calls.source")}{" "}
              <Anchor
                underline="always"
                c="inherit"
                href={check.law.source.url}
                target="_blank"
                rel="noreferrer"
                size="sm"
                translate="no"
              >
                {check.law.source.title}
              </Anchor>
            </Text>
          )}
        </>
      }
    />
  );
}
