import type { Request, RequestHandler, Response } from 'express';
import type { Review } from '../../store/casework/review.js';
import type { CaseworkDeps } from './deps.js';
import { record } from './record.js';
import { isPicture, sendFile } from './send-file.js';
import { staffOf } from './session.js';

/** Whose case it is that lies before this member of staff. */
type Subject = Pick<Review, '_id' | 'caseId' | 'accountId'>;

/**
 * One picture of a case, to the checker on whose desk the case is and to nobody else; each look is in the audit. Anybody else,
 * another case's picture and what is no picture get the same "not found".
 */
export const serveEvidence =
  ({ store }: CaseworkDeps, onDesk: (req: Request, res: Response) => Promise<Subject | undefined>): RequestHandler =>
  async (req, res) => {
    const subject = await onDesk(req, res);
    const piece = subject && (await store.evidence.get(subject.caseId, String(req.params.evidenceId)));
    if (!subject || !piece || !isPicture(piece.mediaType)) {
      res.status(404).set('Cache-Control', 'no-store').type('text').send('Not found');
      return;
    }
    const { checkerId } = staffOf(res);
    await record(store, checkerId, 'evidence.viewed', subject, { evidenceId: piece.id, slot: piece.slot });
    sendFile(res, piece);
  };
