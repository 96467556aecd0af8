import type { FastifyRequest } from 'fastify';

export interface UploadedFile {
  field: string;
  name: string;
  mediaType: string;
  bytes: Buffer;
}

export interface RequestForm {
  fields: Record<string, string>;
  files: UploadedFile[];
}

const multipartForms = new WeakMap<FastifyRequest, RequestForm>();

/** Reads a multipart body before anything answers: an answer to a half-read body would stall the connection. */
export async function takeInMultipart(request: FastifyRequest): Promise<void> {
  if (request.isMultipart()) multipartForms.set(request, await readMultipart(request));
}

/** All parameters of a body as strings, whether it came as form, multipart or JSON. */
export function readForm(request: FastifyRequest): RequestForm {
  const multipart = multipartForms.get(request);
  if (multipart) return multipart;
  const fields: Record<string, string> = {};
  if (typeof request.body === 'object' && request.body !== null) {
    for (const [name, value] of Object.entries(request.body)) {
      if (value != null) fields[name] = typeof value === 'string' ? value : JSON.stringify(value);
    }
  }
  return { fields, files: [] };
}

async function readMultipart(request: FastifyRequest): Promise<RequestForm> {
  const form: RequestForm = { fields: {}, files: [] };
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer();
      form.files.push({ field: part.fieldname, name: part.filename, mediaType: part.mimetype, bytes });
    } else {
      form.fields[part.fieldname] = String(part.value);
    }
  }
  return form;
}

/** The values of a field that a form may repeat. */
export function repeated(value: unknown): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
