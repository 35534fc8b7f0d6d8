interface Header {
  name: string;
  value: string;
}

/**
 * Where one POST withdraws, as a path of this product: a mail program would post to the whole address, the screen stays on
 * the address under which it was opened. Null unless both headers of RFC 8058 are there and the address is ours.
 */
export function findOneClickPath(headers: readonly Header[], publicUrl: string): string | null {
  const headerOf = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value ?? "";
  if (!/^\s*List-Unsubscribe=One-Click\s*$/i.test(headerOf("list-unsubscribe-post"))) return null;
  const address = [...headerOf("list-unsubscribe").matchAll(/<([^<>]+)>/g)]
    .map(([, inner = ""]) => inner.trim())
    .find((inner) => URL.canParse(inner) && new URL(inner).origin === new URL(publicUrl).origin);
  if (address === undefined) return null;
  const { pathname, search } = new URL(address);
  return pathname + search;
}
