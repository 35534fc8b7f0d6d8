import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ChangeImportInput, ContactImport } from "../../../contracts/contact-imports.ts";
import { request } from "../../api-client/request.ts";
import { importKey } from "./import-queries.ts";

/** Changes the settings; the answer says at once that the file is read or checked anew. */
export function useChangeImport(importId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeImportInput) => request<ContactImport>("PATCH", `/contact-imports/${importId}`, { body }),
    onSuccess: (file) => queryClient.setQueryData(importKey(importId), file),
  });
}
