import { readFileSync } from "node:fs";
import path from "node:path";

const read = (name: string) => readFileSync(path.join(import.meta.dirname, "certificates", name), "utf8");

/** Both for `localhost`, signed by themselves. */
export const goodCertificate = { cert: read("localhost.crt"), key: read("localhost.key") };
export const expiredCertificate = { cert: read("expired.crt"), key: read("expired.key") };
