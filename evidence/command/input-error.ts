import { type ImageRefusal, ImageRefused } from '../image/refused.js';

/** Why an input has no result. */
export type InputErrorCode =
  | ImageRefusal
  | 'not_found'
  | 'not_a_file'
  | 'not_a_folder'
  | 'no_frames'
  | 'not_readable'
  | 'failed';

/** The line of an input that could not be used. `file` is as the caller wrote it. */
export interface InputError {
  file: string;
  error: { code: InputErrorCode; message: string };
}

const messages: Readonly<Record<InputErrorCode, string>> = {
  not_found: 'There is no such file or folder.',
  not_a_file: 'This is not a file.',
  not_a_folder: 'This is not a folder.',
  no_frames: 'There is no picture in it.',
  not_readable: 'The file may not be read.',
  not_an_image: 'This is no JPEG, PNG or WebP picture.',
  too_large: 'The file is larger than 20 MiB.',
  too_many_pixels: 'The picture has more than 50 million pixels.',
  damaged: 'The picture is damaged.',
  failed: 'The check itself failed.',
};

const codesOfSystem: Readonly<Record<string, InputErrorCode>> = {
  ENOENT: 'not_found',
  ENOTDIR: 'not_a_folder',
  EISDIR: 'not_a_file',
  EACCES: 'not_readable',
  EPERM: 'not_readable',
};

export function inputError(file: string, code: InputErrorCode, detail = ''): InputError {
  return { file, error: { code, message: detail ? `${messages[code]} ${detail}` : messages[code] } };
}

/** The line for whatever was thrown while an input was worked on. */
export function inputErrorOf(file: string, error: unknown): InputError {
  if (error instanceof ImageRefused) return inputError(file, error.code);
  const code = codesOfSystem[String((error as NodeJS.ErrnoException)?.code)];
  return code ? inputError(file, code) : inputError(file, 'failed', error instanceof Error ? error.message : '');
}
