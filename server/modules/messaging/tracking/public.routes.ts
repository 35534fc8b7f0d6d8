import { z } from "zod";
import { defineOpenRoute } from "../../../http/route.ts";
import { recordVisit } from "./record-visit.ts";

const params = z.object({ link: z.string().max(200), reader: z.string().max(200) });
const flood = { max: 600, perSeconds: 60 };
/** One transparent pixel. */
const pixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

export const publicTrackingRoutes = [
  defineOpenRoute({
    operationId: "followTrackedLink",
    method: "GET",
    prefix: "",
    path: "/t/:link/:reader",
    summary: "Counts, and leads to the address that stood in the message; an unknown link leads nowhere",
    policy: "anyone",
    rateLimit: flood,
    params,
    handler: async (platform, { params: { link, reader }, request, reply }) => {
      const url = await recordVisit(platform, { link, reader, kind: "click", request });
      const answer = reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer");
      return url === undefined ? answer.status(404).type("text/plain").send("") : answer.redirect(url, 302);
    },
  }),
  defineOpenRoute({
    operationId: "loadTrackingPicture",
    method: "GET",
    prefix: "",
    path: "/o/:link/:reader",
    summary: "Counts that a message was opened",
    policy: "anyone",
    rateLimit: flood,
    params,
    handler: async (platform, { params: { link, reader }, request, reply }) => {
      const known = await recordVisit(platform, { link, reader, kind: "open", request });
      const answer = reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer");
      return known === undefined
        ? answer.status(404).type("text/plain").send("")
        : answer.type("image/gif").send(pixel);
    },
  }),
];
