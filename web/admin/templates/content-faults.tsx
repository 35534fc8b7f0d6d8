import { Button, Group, List } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ContentFault } from "../../../contracts/templates.ts";
import { Banner } from "../../ui/banner.tsx";

interface Props {
  faults: readonly ContentFault[];
  /** Lines and columns mean something only where the source is shown. */
  isSource: boolean;
  /** Absent for who may not change the text. */
  onReplace?: (fault: ContentFault, suggestion: string) => void;
}

/** What keeps the text from being saved, with the correction where there is one. */
export function ContentFaults({ faults, isSource, onReplace }: Props) {
  const { t } = useTranslation("templates");
  if (faults.length === 0) return null;
  return (
    <div role="status">
      <Banner
        tone="attention"
        title={t("editor.faultsTitle", { count: faults.length })}
        text={
          <List size="sm" spacing={6} mt={4}>
            {faults.map((fault) => (
              <List.Item key={`${fault.field} ${fault.code} ${fault.token} ${fault.line} ${fault.column}`}>
                <Group gap="xs">
                  <FaultText fault={fault} isSource={isSource} />
                  {fault.suggestion !== null && onReplace && (
                    <Replacement fault={fault} suggestion={fault.suggestion} onReplace={onReplace} />
                  )}
                </Group>
              </List.Item>
            ))}
          </List>
        }
      />
    </div>
  );
}

function FaultText({ fault, isSource }: { fault: ContentFault; isSource: boolean }) {
  const { t } = useTranslation("templates");
  const { line, column } = fault;
  const sentence = t(`errors.${fault.code}`, { variable: fault.token, suggestion: fault.suggestion ?? "" });
  if (fault.field === "subject") return <span>{t("editor.faultInSubject", { fault: sentence })}</span>;
  return <span>{isSource && line !== null ? t("editor.faultAt", { line, column, fault: sentence }) : sentence}</span>;
}

interface ReplacementProps extends Required<Pick<Props, "onReplace">> {
  fault: ContentFault;
  suggestion: string;
}

function Replacement({ fault, suggestion, onReplace }: ReplacementProps) {
  const { t } = useTranslation("templates");
  return (
    <Button size="compact-xs" variant="default" onClick={() => onReplace(fault, suggestion)}>
      <span>{t("editor.replaceWith", { suggestion })}</span>
    </Button>
  );
}
