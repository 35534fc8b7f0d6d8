import { Button, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Dkim } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.tsx";
import { useCan } from "../session.ts";
import { DkimKey } from "./dkim-key.tsx";
import { dkimQuery } from "./sender-queries.ts";

/** From no key over the record in the domain to signed mails, one step after the other. */
export function DkimSection({ senderId }: { senderId: string }) {
  const { t } = useTranslation("senders");
  const mayManage = useCan("senders.manage");
  const queryClient = useQueryClient();
  const { data } = useQuery(dkimQuery(senderId));
  const make = useMutation({
    mutationFn: () => request<Dkim>("POST", `/senders/${senderId}/dkim`),
    onSuccess: (dkim) => {
      queryClient.setQueryData(dkimQuery(senderId).queryKey, dkim);
      toast(t("dkim.made"));
    },
  });
  if (!data) return null;
  return (
    <Section title={t("dkim.title")} description={t("dkim.lead")}>
      {data.key ? (
        <DkimKey senderId={senderId} dkimKey={data.key} mayManage={mayManage} />
      ) : (
        <>
          <Text mb="md">{t("dkim.off")}</Text>
          <ErrorNotice problem={make.error} />
          {mayManage && (
            <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
              {t("dkim.make")}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}
