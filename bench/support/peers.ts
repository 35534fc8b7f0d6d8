import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { endWithRun } from "../../tests/support/end-with-run.ts";

export interface PeerRun {
  port: number;
  messages: number;
  connections: number;
  dkimKeyPem: string | null;
}

/** The bare nodemailer loop in a process of its own; its own clock, from the first message to the last reply. */
export async function runNodemailer(run: PeerRun): Promise<{ seconds: number; cpuSeconds: number }> {
  const child = fork(path.join(import.meta.dirname, "nodemailer-loop.ts"), {
    env: { PATH: process.env.PATH ?? "", PEER: JSON.stringify(run) },
  });
  endWithRun(child);
  const ended = once(child, "exit");
  const failed = ended.then(([code]) => Promise.reject(new Error(`the nodemailer loop ended with ${code}`)));
  const [answer] = await Promise.race([once(child, "message"), failed]);
  await ended;
  return answer as { seconds: number; cpuSeconds: number };
}
