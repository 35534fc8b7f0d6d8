const longestReply = 64 * 1024;
const mostLines = 500;

export interface ReplyReader {
  /** The replies that these bytes complete, each with all its lines. Undefined when the server never ends one. */
  read: (chunk: Buffer) => string[] | undefined;
}

/** Cuts a stream into SMTP replies: `250-` goes on, everything else ends one, garbage too (who reads it refuses it). */
export function makeReplyReader(): ReplyReader {
  let rest = "";
  let lines: string[] = [];
  const addLine = (line: string, replies: string[]) => {
    lines.push(line);
    if (/^\d{3}-/.test(line)) return;
    replies.push(lines.join("\n"));
    lines = [];
  };
  return {
    read: (chunk) => {
      const parts = (rest + chunk.toString("latin1")).split("\n");
      rest = parts.pop() ?? "";
      const replies: string[] = [];
      for (const part of parts) addLine(part.endsWith("\r") ? part.slice(0, -1) : part, replies);
      return rest.length > longestReply || lines.length > mostLines ? undefined : replies;
    },
  };
}
