import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { z } from 'zod';
import type { Identity } from '../../domain/person/identity.js';
import type { RecordName } from '../../domain/person/names.js';
import { refusal } from '../../platform/temporal/activity-failure.js';

const period = z.object({ start: z.string().optional(), end: z.string().optional() }).optional();

/** As much of the FHIR R4 resource, as PDS fills it, as is read here. */
const patient = z.object({
  resourceType: z.literal('Patient'),
  id: z.string().regex(/^\d{10}$/),
  birthDate: z.string().optional(),
  deceasedDateTime: z.string().optional(),
  meta: z
    .object({
      versionId: z.coerce.string().optional(),
      security: z.array(z.object({ code: z.string().optional() })).optional(),
    })
    .optional(),
  name: z
    .array(
      z.object({
        use: z.string().optional(),
        period,
        family: z.string().optional(),
        given: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  address: z.array(z.object({ use: z.string().optional(), period, postalCode: z.string().optional() })).optional(),
  telecom: z
    .array(
      z.object({ system: z.string().optional(), use: z.string().optional(), period, value: z.string().optional() }),
    )
    .optional(),
  generalPractitioner: z
    .array(z.object({ identifier: z.object({ value: z.string().optional(), period }).optional() }))
    .optional(),
});

export interface PdsRecord {
  readonly identity: Identity & { readonly nhsNumber: string };
  /** Nicknames and temporary names, which PDS searches like the usual one. */
  readonly otherNames: readonly RecordName[];
  /** What a change has to name in `If-Match`. */
  readonly version: string;
  readonly restricted: boolean;
  readonly deceased: boolean;
}

const notUsual: readonly string[] = ['old', 'maiden', 'nickname', 'temp'];

const asName = ({ family = '', given = [] }: { family?: string; given?: string[] }) => ({
  familyName: family,
  givenNames: given,
});

/** Reads a Patient resource. @throws a final failure for anything else. */
export function readPatient(resource: unknown): PdsRecord {
  const parsed = patient.safeParse(resource);
  if (!parsed.success) throw refusal('pds_unreadable');
  const {
    id,
    birthDate,
    deceasedDateTime,
    meta,
    name = [],
    address = [],
    telecom = [],
    generalPractitioner,
  } = parsed.data;
  const present =
    name.find(({ use, period }) => use === 'usual' && !period?.end) ??
    name.find(({ use }) => !notUsual.includes(use ?? ''));
  const former = name.filter(
    (entry) => entry !== present && (entry.use === 'old' || entry.use === 'maiden' || entry.period?.end),
  );
  const others = name.filter(({ use, period }) => (use === 'nickname' || use === 'temp') && !period?.end);
  const contact = (system: string, use?: string) =>
    telecom.find((entry) => entry.system === system && (!use || entry.use === use) && !entry.period?.end)?.value;
  const postcode = address.find(({ use, period }) => use === 'home' && !period?.end)?.postalCode;
  const gpOdsCode = generalPractitioner?.find(({ identifier }) => !identifier?.period?.end)?.identifier?.value;
  const email = contact('email');
  const mobile = parsePhoneNumberFromString(contact('phone', 'mobile') ?? '', 'GB')?.number;
  return {
    identity: {
      nhsNumber: id,
      familyName: present?.family ?? '',
      givenNames: present?.given ?? [],
      formerNames: former.map(asName),
      birthDate: birthDate ?? '',
      ...(postcode && { postcode }),
      ...(gpOdsCode && { gpOdsCode }),
      ...(email && { email }),
      ...(mobile && { mobile }),
    },
    otherNames: others.map(asName),
    version: meta?.versionId ?? '',
    // R: restricted, V: very restricted (HL7 v3 Confidentiality).
    restricted: meta?.security?.some(({ code }) => code === 'R' || code === 'V' || code === 'REDACTED') ?? false,
    deceased: deceasedDateTime !== undefined,
  };
}
