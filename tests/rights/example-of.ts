import { z } from "zod";

/** Chooses a value by the property's name before its schema is asked: ids of objects, above all. */
export type Choose = (property: string) => unknown;

interface JsonSchema {
  type?: string;
  format?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
}

/** The smallest value that a schema accepts: required fields only, and ids by `choose`. */
export function exampleOf(schema: z.ZodType, choose: Choose): unknown {
  return example(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema, "", choose);
}

function example(schema: JsonSchema, property: string, choose: Choose): unknown {
  const chosen = choose(property);
  if (chosen !== undefined) return chosen;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants?.[0]) return example(variants[0], property, choose);
  return byType(schema, property, choose);
}

function byType(schema: JsonSchema, property: string, choose: Choose): unknown {
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) || choose(name) !== undefined)
          .map(([name, inner]) => [name, example(inner, name, choose)]),
      );
    case "array":
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
        example(schema.items ?? {}, singular(property), choose),
      );
    case "string":
      return text(schema);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return "example";
  }
}

const byFormat: Record<string, string> = {
  uuid: "0198c0de-0000-7000-8000-00000000dead",
  email: "someone@example.org",
  "date-time": "2030-01-02T03:04:05Z",
  date: "2030-01-02",
  uri: "https://example.org/",
};

function text(schema: JsonSchema): string {
  return byFormat[schema.format ?? ""] ?? "example text".padEnd(schema.minLength ?? 0, "x");
}

function singular(property: string): string {
  return property.replace(/s$/, "");
}
