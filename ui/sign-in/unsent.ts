import type { Request, Response } from 'express';
import type { UiDeps } from '../deps.js';
import { typedTooLate } from '../http/form.js';
import { frameOf } from '../http/frame.js';

/** Fields worth keeping; never a password or a code. */
const fields = ['email', 'mobile'] as const;

export type Unsent = Partial<Record<(typeof fields)[number], string>>;

/** Keeps what was typed and not sent before the time ran out: under this browser's own id, for this browser only. */
export async function keepUnsent({ store }: UiDeps, req: Request, res: Response): Promise<void> {
  const given = typedTooLate(req, fields);
  if (given) await store.forms.saveDraft(idOf(res), { ...(await readUnsent({ store }, res)), ...given }, new Date());
}

export async function readUnsent({ store }: Pick<UiDeps, 'store'>, res: Response): Promise<Unsent> {
  return (await store.forms.draft<Unsent>(idOf(res))) ?? {};
}

const idOf = (res: Response): string => `sign-in-${frameOf(res).browser}`;
