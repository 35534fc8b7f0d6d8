/** The nonce that the server put into the page for style elements, if it did. */
export function findStyleNonce(): string | undefined {
  const value = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content;
  return value && !value.startsWith("__") ? value : undefined;
}
