import { operation } from '../operation.js';
import { askAgain, etagOf, matches, verificationOf } from '../representation.js';
import { idParams, verification } from '../schemas.js';
import { ownVerification } from './own.js';

export const readVerification = operation({
  id: 'readVerification',
  method: 'get',
  path: '/verifications/{id}',
  tag: 'Verifications',
  summary: 'How a verification stands',
  description:
    'Send the last `ETag` as `If-None-Match`: 304 means that nothing changed. `Retry-After` says in how many seconds asking again is worth while.',
  params: idParams,
  answers: {
    200: { description: 'As it stands now.', body: verification, headers: ['ETag', 'Retry-After'] },
    304: { description: 'As it stood before.', headers: ['ETag', 'Retry-After'] },
  },
  problems: ['not_found'],
  async handle({ params }, context) {
    const journey = await ownVerification(params.id, context);
    const shown = verificationOf(context.store, journey);
    const etag = etagOf(shown);
    const wait = askAgain[shown.state];
    const headers = {
      ETag: etag,
      'Cache-Control': 'private, no-cache',
      ...(wait ? { 'Retry-After': String(wait) } : {}),
    };
    return matches(context.ifNoneMatch, etag) ? { status: 304, headers } : { status: 200, headers, body: shown };
  },
});
