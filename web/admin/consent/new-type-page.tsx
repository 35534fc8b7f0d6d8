import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConsentType } from "../../../contracts/consent.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { refreshConsent } from "./consent-queries.ts";
import { TypeFields, type TypeInput } from "./type-fields.tsx";

const empty: TypeInput = {
  title: "",
  code: "",
  description: "",
  validityDays: null,
  allowsMass: false,
  allowsSingle: false,
  allowsContact: false,
};

export function NewTypePage() {
  const { t } = useTranslation("consent");
  const [input, setInput] = useState(empty);
  const add = useAddType();
  const change = (next: TypeInput) => {
    // The code follows the title until somebody writes one.
    const follows = input.code === codeFrom(input.title) && next.code === input.code;
    setInput(follows ? { ...next, code: codeFrom(next.title) } : next);
  };
  return (
    <>
      <PageHeader title={t("types.new")} back={{ to: "/settings/consent-types", label: t("types.title") }} />
      <FormSection
        title={t("types.details")}
        onSubmit={() => add.mutate(input)}
        isPending={add.isPending}
        problem={add.error}
        submitLabel={t("types.add")}
      >
        <TypeFields input={input} onChange={change} fieldProblem={useFieldProblem(add.error)} />
      </FormSection>
    </>
  );
}

function codeFrom(title: string): string {
  return title
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
    .replaceAll(" ", "-")
    .slice(0, 60);
}

function useAddType() {
  const { t } = useTranslation("consent");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: TypeInput) =>
      request<ConsentType>("POST", "/consent-types", { body, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async (type) => {
      await refreshConsent(queryClient);
      toast(t("common:saved"));
      await navigate({ to: "/settings/consent-types/$typeId", params: { typeId: type.typeId } });
    },
  });
}
