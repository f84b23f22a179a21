import type { Request } from 'express';

/** The text of an exported service that a form carries: of the file that was chosen, else what was pasted. */
export function givenExport(req: Request): string {
  const [file] = Array.isArray(req.files) ? req.files : [];
  return file?.size ? file.buffer.toString('utf8') : String(req.body?.exported ?? '').trim();
}
