import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readTokens } from "../../../contracts/merge-syntax.ts";
import type { Template, TemplateInput } from "../../../contracts/templates.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { toast } from "../../ui/toast.tsx";
import { templateQuery } from "./template-queries.ts";

/** What the change was made from; the server refuses it when somebody else has saved since. */
export type EditedVersion = Pick<Template, "templateId" | "contentVersionId">;

/** Creates a template, or saves a new version of one. */
export function useSaveTemplate(saved: EditedVersion | undefined, onSaved: (template: Template) => void) {
  const { t } = useTranslation("templates");
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: TemplateInput) =>
      saved
        ? request<Template>("PUT", `/templates/${saved.templateId}`, {
            body: { ...input, contentVersionId: saved.contentVersionId },
          })
        : request<Template>("POST", "/templates", { body: input, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async (template, input) => {
      queryClient.setQueryData(templateQuery(template.templateId).queryKey, template);
      await queryClient.invalidateQueries({ queryKey: ["templates", "list"] });
      toast(t("page.saved"));
      if (template.kind === "marketing" && !hasWayOut(input.html)) toast(t("page.wayOutAdded"));
      onSaved(template);
    },
  });
}

function hasWayOut(html: string): boolean {
  return readTokens(html).some((token) => "variable" in token && token.variable.holds === "link");
}
