import type { Piece } from '../verification/evidence.js';
import type { Reading } from './held-of.js';

/** Who the person was proved to be, and by what. */
export const heldOfChecks = {
  async *proofs({ account }) {
    for (const [level, proof] of Object.entries(account.proofs ?? {})) yield { level, ...proof };
  },
  async *identity({ store, account }) {
    const identity = store.accounts.identity(account);
    if (identity) yield identity;
  },
  async *identity_proof({ store, account }) {
    const proof = store.accounts.proof(account);
    if (proof) yield proof;
  },
  async *face_template({ store, account }) {
    const face = await store.faceTemplates.consentOf(account._id);
    if (face) yield face;
  },
  async *identity_checks({ store, account }) {
    for (const caseId of await store.cases.idsOf(account._id)) {
      const state = await store.cases.byId(caseId);
      if (!state) continue;
      const { id, wanted, reached, step, reasons, updatedAt } = state;
      yield { id, wanted, reached, step, reasons, updatedAt: new Date(updatedAt) };
    }
  },
  async *evidence({ store, account }) {
    const ofDelegations = (await store.delegations.ofActor(account._id)).map(({ id }) => id);
    for (const check of [...(await store.cases.idsOf(account._id)), ...ofDelegations]) {
      for (const { _id: id } of await store.evidence.list(check)) {
        const piece = await store.evidence.get(check, id);
        if (piece) yield { check, ...shownPiece(piece) };
      }
    }
  },
} satisfies Partial<Record<string, Reading>>;

function shownPiece({ slot, attempt, mediaType, bytes }: Piece): object {
  const content = Buffer.from(bytes);
  if (mediaType === 'application/json') return { slot, attempt, content: JSON.parse(content.toString()) };
  return { slot, attempt, picture: `data:${mediaType};base64,${content.toString('base64')}` };
}
