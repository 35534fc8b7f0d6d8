import { z } from "zod";

/** Query of every list. `cursor` is opaque and comes from `nextCursor` of the page before. */
export const listQuery = z.object({
  search: z.string().trim().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(500).optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.number().int(), nextCursor: z.string().nullable() });
}
export interface Page<Item> {
  items: Item[];
  total: number;
  nextCursor: string | null;
}

/** RFC 9457. `code` is one of contracts/errors.ts; `field` is a dotted path into the body or query. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  field: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  issues: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;

export const timestamp = z.iso.datetime({ offset: true });
export const nothing = z.object({});
