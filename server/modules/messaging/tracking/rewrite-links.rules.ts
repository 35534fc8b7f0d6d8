export interface FoundLink {
  url: string;
  start: number;
  end: number;
}

const anchors = /<a\s[^>]*?href="(https?:\/\/[^"]+)"/gi;

/** Links of a sanitised text that lead to one place for everybody; what holds a variable is somebody's own, and stays. */
export function findStaticLinks(html: string): FoundLink[] {
  return [...html.matchAll(anchors)].flatMap((match) => {
    const written = match[1] ?? "";
    if (/%[^\d%\s][^%]*%/.test(written)) return [];
    const start = match.index + match[0].length - written.length - 1;
    return [{ url: written.replaceAll("&amp;", "&"), start, end: start + written.length }];
  });
}

/** `addressOf` is given the position of each link, from 1; the picture that counts opens is the last thing. */
export function rewriteLinks(
  html: string,
  links: readonly FoundLink[],
  addressOf: (position: number) => string,
): string {
  let text = "";
  let from = 0;
  for (const [index, link] of links.entries()) {
    text += html.slice(from, link.start) + addressOf(index + 1);
    from = link.end;
  }
  return `${text}${html.slice(from)}<img src="${addressOf(0)}" alt="" width="1" height="1">`;
}
