import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Template } from "../../../contracts/templates.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { toast } from "../../ui/toast.tsx";

/** What can be done with a template as a whole. Each rejects with the problem, for the dialog that asked. */
export function useTemplateActions(templateId: string) {
  const { t } = useTranslation("templates");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const post = async (action: string, done: string): Promise<Template> => {
    const template = await request<Template>("POST", `/templates/${templateId}/${action}`, {
      idempotencyKey: newIdempotencyKey(),
    });
    await queryClient.invalidateQueries({ queryKey: ["templates"] });
    toast(done);
    return template;
  };
  return {
    archive: () => post("archive", t("actions.archived")),
    restore: () => post("restore", t("actions.restored")),
    use: () => post("use", t("actions.used")),
    duplicate: async () => {
      const copy = await post("duplicate", t("actions.duplicated"));
      await navigate({ to: "/templates/$templateId", params: { templateId: copy.templateId } });
    },
  };
}
