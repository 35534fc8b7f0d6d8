import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Role, roles } from "../../../contracts/identity.ts";
import { DataField } from "../../ui/data-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { shopsQuery } from "./identity-queries.ts";

export interface UserInput {
  name: string;
  email: string;
  role: Role;
  /** Empty for all shops. */
  shopId: string;
}

interface Props {
  input: UserInput;
  onChange: (input: UserInput) => void;
  fieldProblem: (field: string) => string | undefined;
  /** Nobody takes away their own rights. */
  isSelf?: boolean;
}

export function UserFields({ input, onChange, fieldProblem, isSelf = false }: Props) {
  const { t } = useTranslation("identity");
  const { data: shops } = useQuery(shopsQuery);
  const shopOptions = (shops?.items ?? []).map(({ shopId, name }) => ({ value: shopId, label: name }));
  return (
    <>
      <DataField
        label={t("user.name")}
        name="name"
        required
        maxLength={120}
        value={input.name}
        error={fieldProblem("name")}
        onChange={(event) => onChange({ ...input, name: event.currentTarget.value })}
      />
      <DataField
        label={t("user.email")}
        name="email"
        type="email"
        required
        maxLength={254}
        value={input.email}
        error={fieldProblem("email")}
        onChange={(event) => onChange({ ...input, email: event.currentTarget.value })}
      />
      <SelectField
        label={t("user.role")}
        description={isSelf ? t("user.ownRole") : t(`roleTexts.${input.role}`)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        options={roles.map((value) => ({ value, label: t(`common:roles.${value}`) }))}
        value={input.role}
        disabled={isSelf}
        error={fieldProblem("role")}
        onChange={(role) => onChange({ ...input, role })}
      />
      {shopOptions.length > 1 && (
        <SelectField
          label={t("user.shop")}
          options={[{ value: "", label: t("user.allShops") }, ...shopOptions]}
          value={input.shopId}
          onChange={(shopId) => onChange({ ...input, shopId })}
        />
      )}
    </>
  );
}
