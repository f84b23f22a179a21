import type { Signal } from '../../domain/verification/signals.js';
import { FACE_SEARCH, nearestDistance } from '../../evidence/face/search.js';
import type { Store } from '../../store/database.js';
import type { CheckInput } from './check-input.js';

/** Accounts whose templates are opened at once: about 1 MB. */
const BLOCK = 500;

/** What the face check leaves of a face: numbers, and the pipeline that made them. */
export type FaceTemplate = { version: string; values: number[] };

/**
 * Whether the face of a case is known under another account, among those kept by consent: compared with each, block by block, while the page
 * says "checking".
 */
export async function searchFaces(
  store: Pick<Store, 'evidence' | 'faceTemplates' | 'audit'>,
  { caseId, accountId, attempt, now }: CheckInput,
): Promise<Signal[]> {
  const face = await store.evidence.fact<FaceTemplate>(caseId, 'face-template', attempt);
  if (!face) return [];
  const own = Float32Array.from(face.values);
  let nearest = Number.POSITIVE_INFINITY;
  let compared = 0;
  for await (const block of store.faceTemplates.blocks(face.version, BLOCK)) {
    const others = block.filter((one) => one.accountId !== accountId).map(({ template }) => template);
    nearest = Math.min(nearest, nearestDistance(own, others));
    compared += others.length;
  }
  const { strong, weak, version } = FACE_SEARCH;
  const found = nearest < weak;
  await store.audit.append(
    {
      at: new Date(now),
      actor: { kind: 'system', id: 'face-search' },
      action: 'face.searched',
      accountId,
      caseId,
      // How many there are and which is nearest is nobody's secret; whose it is is not written down.
      details: { compared, version: `${face.version} ${version}`, found, ...(found ? { distance: nearest } : {}) },
    },
    `face-search-${caseId}-${attempt}`,
  );
  return found ? [{ code: 'face_on_other_account', strength: nearest < strong ? 'strong' : 'weak' }] : [];
}
