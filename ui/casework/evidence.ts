import type { RequestHandler } from 'express';
import type { CaseworkDeps } from './deps.js';
import { isOnDesk, record } from './record.js';
import { staffOf } from './session.js';

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp']);

/**
 * One picture of a case, to the checker on whose desk the case is and to nobody else; each look is in the audit. Anybody else,
 * another case's picture and what is no picture get the same "not found".
 */
export const serveEvidence =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { checkerId } = staffOf(res);
    const review = await store.reviews.byId(String(req.params.id));
    const piece = isOnDesk(review, checkerId, new Date())
      ? await store.evidence.get(review.caseId, String(req.params.evidenceId))
      : undefined;
    if (!review || !piece || !PICTURES.has(piece.mediaType)) {
      res.status(404).set('Cache-Control', 'no-store').type('text').send('Not found');
      return;
    }
    await record(store, checkerId, 'evidence.viewed', review, { evidenceId: piece.id, slot: piece.slot });
    res.set({
      'Content-Type': piece.mediaType,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    res.end(piece.bytes);
  };
