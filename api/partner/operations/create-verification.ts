import type { Level } from '../../../domain/levels/levels.js';
import { parseVtr, vectorText } from '../../../domain/levels/vectors.js';
import type { Partner } from '../../../store/partners/partners.js';
import { operation } from '../operation.js';
import { verificationOf } from '../representation.js';
import { FieldProblems } from '../requests.js';
import { createdVerification, creation } from '../schemas.js';

export const createVerification = operation({
  id: 'createVerification',
  method: 'post',
  path: '/verifications',
  tag: 'Verifications',
  summary: 'Begin a verification',
  description: 'Gives a one-time address for the person. It is told this once.',
  body: creation,
  idempotent: true,
  answers: { 201: { description: 'It exists.', body: createdVerification, headers: ['Location'] } },
  async handle({ body }, { partner, store, issuer, now, newId }) {
    const vtr = vectorsAt(partner, body.level);
    if (!vtr) throw new FieldProblems([{ field: 'level', code: 'not_registered' }]);
    if (!partner.returnAddresses.includes(body.return_address)) {
      throw new FieldProblems([{ field: 'return_address', code: 'not_registered' }]);
    }
    const { journey, secret } = await store.journeys.createByPartner({
      id: newId,
      partnerId: partner._id,
      wanted: body.level,
      vtr,
      reference: body.reference,
      returnAddress: body.return_address,
      language: body.language,
      now,
      started: false,
    });
    const url = `${issuer}/start/${journey._id}.${secret}`;
    const headers = { Location: `/partner/v1/verifications/${journey._id}` };
    return { status: 201, headers, body: { ...verificationOf(store, journey), url } };
  },
});

/** The partner's registered vectors of one level as a `vtr`; undefined when it has none. */
function vectorsAt(partner: Partner, wanted: Level): string | undefined {
  const vectors = parseVtr(JSON.stringify(partner.vectors))?.filter(({ level }) => level === wanted) ?? [];
  return vectors.length > 0 ? JSON.stringify(vectors.map(vectorText)) : undefined;
}
