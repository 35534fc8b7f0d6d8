import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";

/** Nothing was imported yet: there is nothing to ask about. */
export function DiscardImport({ importId }: { importId: string }) {
  const { t } = useTranslation("contacts");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const discard = useMutation({
    mutationFn: () => request("DELETE", `/contact-imports/${importId}`),
    onSuccess: async () => {
      await navigate({ to: "/contacts/import" });
      queryClient.removeQueries({ queryKey: ["contact-imports"] });
    },
  });
  return (
    <>
      <ErrorNotice problem={discard.error} />
      <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
        {t("import.discard")}
      </Button>
    </>
  );
}
