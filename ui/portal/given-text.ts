import type { Request } from 'express';

/** The one file of a form, where one was chosen. */
export function givenFile(req: Request): Uint8Array | undefined {
  const [file] = Array.isArray(req.files) ? req.files : [];
  return file?.size ? file.buffer : undefined;
}

/** The text that a form carries: of the file that was chosen, else what was pasted into the field. */
export function givenText(req: Request, field: string): string {
  const file = givenFile(req);
  return file ? Buffer.from(file).toString('utf8') : String(req.body?.[field] ?? '').trim();
}
