const policy =
  "default-src 'none'; img-src https: http:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const style =
  "html{background:#fff;color:#1a1b1e;color-scheme:light}body{margin:16px;font:16px/1.5 Arial,Helvetica,sans-serif;" +
  "overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}";

/** A page around a message that the server has sanitised, for a frame with `sandbox`: it may load pictures, no more. */
export function framePage(html: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><style>${style}</style>${html}`;
}
