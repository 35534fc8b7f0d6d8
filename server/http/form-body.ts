import type { FastifyInstance, FastifyRequest } from "fastify";

/** Fields of a posted form in their order; a name may come twice. */
export type FormFields = [name: string, value: string][];

const longestField = 10_000;

/** Lets pages without script post their forms. JSON where a form is expected stays JSON and is no form. */
export function registerForms(server: FastifyInstance): void {
  server.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 65_536 },
    (_, body, done) => {
      done(null, [...new URLSearchParams(String(body))]);
    },
  );
}

/** Urlencoded or multipart without files. Undefined for everything else: JSON, no body, files. */
export async function readForm(request: FastifyRequest): Promise<FormFields | undefined> {
  if (request.isMultipart()) return readParts(request);
  return isForm(request) ? (request.body as FormFields) : undefined;
}

function isForm(request: FastifyRequest): boolean {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  return type === "application/x-www-form-urlencoded" && Array.isArray(request.body);
}

async function readParts(request: FastifyRequest): Promise<FormFields | undefined> {
  const fields: FormFields = [];
  try {
    for await (const part of request.parts({ limits: { files: 0, fields: 20, fieldSize: longestField } })) {
      if (part.type === "field") fields.push([part.fieldname, String(part.value)]);
    }
  } catch {
    // Broken or with files: it is not the form that was asked for.
    return undefined;
  }
  return fields;
}
