import { waysAfterAttempts } from '../../../domain/verification/after-attempts.js';
import { challengeFor } from '../../../evidence/liveness/challenge.js';
import { documentCameraSettings, faceCameraSettings } from '../../../ui/camera/settings.js';
import { assetAddress } from '../../../ui/http/assets.js';
import type { PageView } from '../../../ui/http/render.js';
import { documentModel } from '../../../ui/journey/document/handler.js';
import type { Language } from '../../../ui/words/languages.js';
import { wordsFor } from '../../../ui/words/words.js';
import { sampleForm as form } from './sample-form.js';

const base = '/journey/sample';
const details = { givenNames: 'Anna Maria', familyName: 'Exempli', birthDate: '1985-04-12', postcode: 'LS1 4AP' };

const journey = (path: string, model: object = {}, shown: Partial<PageView> = {}): PageView => ({
  page: `journey/${path}`,
  form: form(),
  model: { base, reasons: [], otherWays: `${base}/other-ways`, ...model },
  ...shown,
});

const outcome = (path: string, ways: string[], errors = {}) => journey(path, { ways }, { form: form({}, errors) });

/** The pages of a journey, from the details to its end. */
export function journeySamples(language: Language): Record<string, PageView> {
  const challenge = challengeFor(new Uint8Array(8));
  const time = wordsFor('journey', language)('reviewTime', { hours: 24 });
  return {
    details: journey('details'),
    'details given': journey('details', {}, { form: form({ day: '12', month: '4', year: '1985' }) }),
    'details wrong': journey(
      'details',
      {},
      {
        form: form(
          { day: '12' },
          { givenNames: 'name_empty', familyName: 'name_empty', month: 'date_part_missing_month_year' },
        ),
      },
    ),
    postcode: journey('postcode'),
    'postcode wrong': journey(
      'postcode',
      {},
      {
        form: form(
          { nhsNumber: 'AB123456C' },
          { postcode: 'postcode_format', nhsNumber: 'nhs_number_national_insurance' },
        ),
      },
    ),
    'northern-ireland': journey('northern-ireland'),
    check: journey('check', {
      details,
      nhsNumber: '485 777 3456',
      birthDate: '12 April 1985',
      reasons: ['review_pds_postcode_differs'],
    }),
    'checking details': journey('checking', { step: 'details-checking' }),
    'checking document': journey('checking', { step: 'document-checking' }),
    'checking face': journey('checking', { step: 'face-checking' }),
    'no-match': outcome('no-match', ['details', 'number', 'document']),
    'no-match missing': outcome('no-match', ['details', 'number', 'document'], { action: 'missing' }),
    'no-match look': journey('no-match', { ways: ['postcode', 'details', 'document'], look: 'postcode' }),
    'many-matches': outcome('many-matches', ['contact', 'number', 'details', 'document']),
    'surgery-contact': journey('surgery-contact', {}, { form: form({ contact: 'me' }, { contact: 'contact_format' }) }),
    restricted: outcome('restricted', ['document', 'details']),
    invalidated: outcome('invalidated', ['document', 'details']),
    'details-differ': outcome('details-differ', ['details', 'document']),
    'limit-reached': outcome('limit-reached', ['document', 'details']),
    'pds-unavailable': outcome('pds-unavailable', ['retry', 'document']),
    duplicate: outcome('duplicate', ['details']),
    deceased: journey('deceased'),
    'too-young': journey('too-young'),
    document: journey('document', documentModel(undefined)),
    'document advice': journey('document', documentModel({ reasons: ['photo_blurred', 'photo_dark'], triesLeft: 1 })),
    'document refused': journey('document', documentModel({ reasons: ['document_not_accepted'], triesLeft: 2 })),
    'document expired': journey('document', documentModel({ reasons: ['document_expired'], triesLeft: 2 })),
    'document back': journey('document', documentModel({ reasons: [], otherSide: { side: 'back', kept: ['x'] } })),
    'document front': journey(
      'document',
      documentModel({ reasons: ['photo_glare'], otherSide: { side: 'front', kept: ['x'] }, triesLeft: 2 }),
    ),
    'document-attempts': journey('document-attempts', {
      time,
      ways: waysAfterAttempts,
      reasons: ['document_unreadable'],
    }),
    'document-attempts today': journey(
      'document-attempts',
      { time, ways: ['review', 'other'], reasons: ['document_limit_reached'], again: '23 November 2026 at 17:40' },
      { form: form({}, { action: 'missing' }) },
    ),
    'face-attempts': journey('face-attempts', { time, ways: waysAfterAttempts, reasons: ['face_differs'] }),
    'other-ways': journey('other-ways'),
    'document-photo back': journey(
      'document-photo',
      { camera: documentCameraSettings(language), side: 'back' },
      { powers: 'camera' },
    ),
    'document-photo': journey(
      'document-photo',
      { camera: documentCameraSettings(language), side: 'any' },
      { powers: 'camera', form: form({}, { photo: 'too_large' }) },
    ),
    'face-consent': journey('face-consent'),
    face: journey('face', { reasons: ['liveness_wrong_pose'], triesLeft: 2 }),
    'face-scan': journey(
      'face-scan',
      { camera: faceCameraSettings(language, challenge, 900, assetAddress('face-worker.js')), issued: '1.x' },
      { powers: 'camera' },
    ),
    'in-review': journey('in-review', { time }),
    'in-review with a message': journey('in-review', { time: 'It takes until Friday this week.' }),
    declined: journey('declined', { reasons: ['review_document_unclear', 'review_name_differs'] }),
    expired: journey('expired'),
    return: journey('return', { level: 'P9' }),
    cancelled: journey('cancelled'),
    'journey-expired': journey('journey-expired'),
    'journey sign-in': journey('sign-in', { signIn: '/authorize' }),
    start: journey('start'),
    'start-as': journey('start-as', { email: 'a•••i@example.com', ending: '123', proof: 'x' }),
    'start-used': journey('start-used', { journey: base }),
  };
}
