const longestReply = 64 * 1024;
const mostLines = 500;
const goesOn = /^\d{3}-/;

export interface ReplyReader {
  /** The replies that these bytes complete, each with all its lines. Undefined when the server never ends one. */
  read: (chunk: Buffer) => string[] | undefined;
}

/** Cuts a stream into SMTP replies: `250-` goes on, everything else ends one, garbage too (who reads it refuses it). */
export function makeReplyReader(): ReplyReader {
  let rest = "";
  let lines: string[] = [];
  const addLine = (line: string, replies: string[]) => {
    if (line[3] === "-" && goesOn.test(line)) lines.push(line);
    else if (lines.length === 0) replies.push(line);
    else {
      replies.push([...lines, line].join("\n"));
      lines = [];
    }
  };
  return {
    read: (chunk) => {
      const text = rest + chunk.toString("latin1");
      const replies: string[] = [];
      let from = 0;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
        addLine(text.slice(from, text[end - 1] === "\r" && end > from ? end - 1 : end), replies);
        from = end + 1;
      }
      rest = text.slice(from);
      return rest.length > longestReply || lines.length > mostLines ? undefined : replies;
    },
  };
}
