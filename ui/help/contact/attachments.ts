import type { Request, RequestHandler } from 'express';
import multer from 'multer';
import { type AttachedFile, attachedFile } from '../../../domain/casework/attached-file.js';
import { ticketLimits } from '../../../domain/casework/tickets.js';
import { SuretyError, Unavailable } from '../../../platform/errors.js';

/** Forms read at once in one process: each may fill 15 MB of memory, and anybody may send one. */
const mostAtOnce = 20;

/** What a form may be wrong with, where it could be read in part: what was typed before the files is kept. */
export type AttachmentError = 'too_large' | 'too_many_files' | 'not_a_file' | 'not_read';

const parse = multer({
  storage: multer.memoryStorage(),
  limits: {
    ...{ files: ticketLimits.files, fileSize: ticketLimits.bytesEach, parts: ticketLimits.files + 12 },
    ...{ fields: 12, fieldSize: 40_000, headerPairs: 20 },
  },
}).array('files', ticketLimits.files);

let reading = 0;

/** Reads the form with its files into memory; what is wrong with the files is told by `attachmentsOf`. */
export const attachmentsBody: RequestHandler = (req, res, next) => {
  if (!req.is('multipart/form-data')) {
    req.resume();
    return next(new SuretyError('not_a_form', 415, 'This address takes forms only.'));
  }
  if (!(Number(req.get('content-length')) <= ticketLimits.bytesRead)) {
    req.resume();
    return next(new SuretyError('upload_too_large', 413, 'The files are too large.'));
  }
  if (reading >= mostAtOnce) {
    req.resume();
    return next(new Unavailable('busy', 'The service is busy.', 30));
  }
  reading++;
  res.once('close', () => reading--);
  parse(req, res, (error?: unknown) => {
    if (error) {
      // Read to its end, so that the browser shows our answer and not a broken connection.
      req.resume();
      res.locals.attachmentError = errorOf(error);
    }
    next();
  });
};

/** The files of the form, each by what its first bytes say it is; or what is wrong. Fields left empty are no files. */
export function attachmentsOf(
  req: Request,
): { files: { kind: AttachedFile; bytes: Uint8Array }[]; error?: undefined } | { error: AttachmentError } {
  const found = req.res?.locals.attachmentError as AttachmentError | undefined;
  if (found) return { error: found };
  const given = (Array.isArray(req.files) ? req.files : []).filter(
    ({ size, originalname }) => size > 0 || originalname !== '',
  );
  const files = given.flatMap(({ buffer }) => {
    const kind = attachedFile(buffer);
    return kind ? [{ kind, bytes: buffer }] : [];
  });
  return files.length === given.length ? { files } : { error: 'not_a_file' };
}

function errorOf(error: unknown): AttachmentError {
  const code = error instanceof multer.MulterError ? error.code : undefined;
  if (code === 'LIMIT_FILE_SIZE') return 'too_large';
  // More files than the field takes come as a file that is not expected.
  return code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE' ? 'too_many_files' : 'not_read';
}
