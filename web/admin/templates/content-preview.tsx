import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Section } from "../../ui/section.tsx";
import type { FoundContact } from "../contacts/contact-search.tsx";
import { useCan } from "../session.ts";
import { ContactChoice } from "./contact-choice.tsx";
import styles from "./content-editor.module.css";
import type { PreviewedMessage } from "./preview-source.ts";

interface Props {
  message: PreviewedMessage | undefined;
  problem: unknown;
  /** Whose values are shown; example values without one. */
  contact: FoundContact | undefined;
  /** Absent where the contact is given. */
  onChoose?: (contact: FoundContact | undefined) => void;
  /** The button that sends a test. */
  test: ReactNode;
}

/** The message as its reader will see it, in a frame that can do nothing. */
export function ContentPreview({ message, problem, contact, onChoose, test }: Props) {
  const { t } = useTranslation("templates");
  const [width, setWidth] = useState(ownWidth);
  const [part, setPart] = useState("html");
  const canRead = useCan("contacts.read");
  const canSend = useCan("messages.send");
  return (
    <Section
      title={t("preview.title")}
      description={contact ? t("preview.withValuesOf", { name: contact.name }) : t("preview.withExamples")}
    >
      <Stack gap="sm">
        {onChoose && canRead && <ContactChoice value={contact} onChange={onChoose} />}
        <Group gap="sm">
          <SegmentedControl
            aria-label={t("preview.part")}
            value={part}
            onChange={setPart}
            data={[
              { value: "html", label: t("preview.html") },
              { value: "text", label: t("preview.text") },
            ]}
          />
          {part === "html" && <WidthChoice width={width} onChange={setWidth} />}
        </Group>
        {canSend && test}
        {message ? <Message message={message} part={part} width={width} /> : <ErrorNotice problem={problem} />}
      </Stack>
    </Section>
  );
}

function WidthChoice({ width, onChange }: { width: string; onChange: (width: string) => void }) {
  const { t } = useTranslation("templates");
  const data = [
    { value: "desktop", icon: IconDeviceDesktop, label: t("preview.desktop") },
    { value: "phone", icon: IconDeviceMobile, label: t("preview.phone") },
  ];
  return (
    <SegmentedControl
      aria-label={t("preview.width")}
      value={width}
      onChange={onChange}
      data={data.map(({ value, icon: Icon, label }) => ({
        value,
        label: (
          <Group gap={6} wrap="nowrap">
            <Icon size={18} aria-hidden />
            {label}
          </Group>
        ),
      }))}
    />
  );
}

/** Who looks from a phone sees what a phone shows first. */
const ownWidth = () => (globalThis.matchMedia("(max-width: 48em)").matches ? "phone" : "desktop");

interface MessageProps {
  message: PreviewedMessage;
  part: string;
  width: string;
}

function Message({ message, part, width }: MessageProps) {
  const { t } = useTranslation("templates");
  return (
    <div className={styles.message} translate="no">
      <Text className={styles.subjectLine} component="div">
        <span className={styles.subjectLabel}>{t("preview.subject")}</span> {message.subject}
      </Text>
      {part === "text" ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={styles.plainText} aria-label={t("preview.text")} tabIndex={0}>
          {message.text}
        </section>
      ) : (
        <Frame page={message.page} isPhone={width === "phone"} />
      )}
    </div>
  );
}

const frameWidths = { desktop: 640, phone: 375 };
const frameHeight = 560;

/** Wider than its place, the frame is shown smaller, so that the layout is the one of that screen. */
function Frame({ page, isPhone }: { page: string; isPhone: boolean }) {
  const { t } = useTranslation("templates");
  const { ref, width } = useElementSize();
  const wanted = isPhone ? frameWidths.phone : Math.max(frameWidths.desktop, width);
  const scale = width === 0 ? 1 : Math.min(1, width / wanted);
  return (
    <div ref={ref} className={styles.stage} style={{ height: frameHeight }}>
      <iframe
        title={t("preview.frame")}
        sandbox=""
        srcDoc={page}
        referrerPolicy="no-referrer"
        style={{
          width: wanted,
          height: frameHeight / scale,
          transform: `scale(${scale})`,
          marginInlineStart: isPhone ? Math.max(0, (width - wanted * scale) / 2) : 0,
        }}
      />
    </div>
  );
}
