import { ApiProblem } from "./api-problem.ts";
import { apiUrl, problemFrom } from "./request.ts";

export interface UploadOptions {
  /** Form fields sent before the file. */
  fields?: Record<string, string>;
  idempotencyKey?: string;
  /** From 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Posts one file as multipart form data (field `file`); fetch cannot report progress, so this is XMLHttpRequest. */
export function upload<T>(path: string, file: File, options: UploadOptions = {}): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", apiUrl(path));
    call.setRequestHeader("accept", "application/json");
    if (options.idempotencyKey) call.setRequestHeader("idempotency-key", options.idempotencyKey);
    call.upload.onprogress = (event) => event.lengthComputable && options.onProgress?.(event.loaded / event.total);
    call.onerror = () => reject(new ApiProblem({ status: 0, code: "common.offline" }));
    call.onabort = () => reject(new DOMException("Aborted", "AbortError"));
    call.onload = () => {
      if (call.status >= 400) reject(problemFrom(call.status, call.responseText));
      else resolve((call.status === 204 ? undefined : JSON.parse(call.responseText)) as T);
    };
    options.signal?.addEventListener("abort", () => call.abort());
    call.send(formOf(file, options.fields ?? {}));
  });
}

function formOf(file: File, fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return form;
}
