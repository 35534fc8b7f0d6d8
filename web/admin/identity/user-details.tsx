import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeUserInput, User } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { UserFields, type UserInput } from "./user-fields.tsx";

export function UserDetails({ user, isSelf }: { user: User; isSelf: boolean }) {
  const { t } = useTranslation("identity");
  const queryClient = useQueryClient();
  const stored: UserInput = { name: user.name, email: user.email, role: user.role, shopId: user.shopId ?? "" };
  const [input, setInput] = useState(stored);
  const save = useMutation({
    mutationFn: ({ shopId, ...rest }: UserInput) => {
      const body: ChangeUserInput = { ...rest, shopId: shopId || null };
      return request<User>("PATCH", `/users/${user.userId}`, { body });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["users"] });
      toast(t("common:saved"));
    },
  });
  const isUnchanged = JSON.stringify(input) === JSON.stringify(stored);
  const guard = useUnsavedGuard(!isUnchanged);
  return (
    <FormSection
      title={t("user.details")}
      onSubmit={() => save.mutate(input)}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={isUnchanged}
    >
      <UserFields input={input} onChange={setInput} fieldProblem={useFieldProblem(save.error)} isSelf={isSelf} />
      {guard}
    </FormSection>
  );
}
