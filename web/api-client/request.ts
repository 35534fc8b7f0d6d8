import { ApiProblem } from "./api-problem.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];

export interface RequestOptions {
  body?: unknown;
  /** Empty and missing values are left out; lists repeat the name. */
  query?: Record<string, QueryValue>;
  /** Make it once per intent with `newIdempotencyKey()`, and keep it over retries. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Calls `/api/v1` + path. Resolves with the JSON (undefined for 204), throws `ApiProblem`. */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, apiUrl(path, options.query), options);
  if (!response.ok) throw await readProblem(response);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

/** For the few answers that are no JSON: pages to show in a frame. */
export async function requestText(method: Method, path: string, options: RequestOptions = {}): Promise<string> {
  const response = await send(method, apiUrl(path, options.query), options);
  if (!response.ok) throw await readProblem(response);
  return response.text();
}

export function apiUrl(path: string, query: RequestOptions["query"] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (isGiven(one)) search.append(name, String(one));
  }
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ""}`;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

export function newIdempotencyKey(): string {
  // randomUUID is absent on plain http other than loopback.
  return (
    crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join("-")
  );
}

let whenSignedOut: () => void = () => undefined;

/** What to do when the session has ended: the application shows its sign-in page and keeps the address. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

async function send(method: Method, url: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.body !== undefined) headers["content-type"] = "application/json";
  if (options.idempotencyKey) headers["idempotency-key"] = options.idempotencyKey;
  try {
    return await fetch(url, {
      method,
      headers,
      credentials: "same-origin",
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      ...(options.signal && { signal: options.signal }),
    });
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") throw problem;
    throw new ApiProblem({ status: 0, code: "common.offline" });
  }
}

async function readProblem(response: Response): Promise<ApiProblem> {
  return problemFrom(response.status, await response.text());
}

/** Also used by uploads, which cannot use fetch. */
export function problemFrom(status: number, text: string): ApiProblem {
  const problem = new ApiProblem({ ...parseObject(text), status });
  if (status === 401 && problem.code === "common.not-signed-in") whenSignedOut();
  return problem;
}

function parseObject(text: string): { code: string } {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && "code" in parsed)
      return { ...parsed, code: String(parsed.code) };
  } catch {
    // A proxy answered with a page of its own; the status says enough.
  }
  return { code: "common.unexpected" };
}
