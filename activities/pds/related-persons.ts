import { z } from 'zod';
import { refusal } from '../../platform/temporal/activity-failure.js';
import { type PdsAnswer, pdsAccess, pdsRequest } from './request.js';
import type { PdsOptions } from './token.js';

/** HL7 v3 RoleCode of those who are parents by birth or adoption. Step-parents, foster parents and guardians show papers. */
const parents = new Set(['PRN', 'FTH', 'MTH', 'NPRN', 'NFTH', 'NMTH', 'ADOPTP', 'ADOPTF', 'ADOPTM']);

const person = z.object({
  resourceType: z.literal('RelatedPerson'),
  active: z.boolean().optional(),
  period: z.object({ end: z.string().optional() }).optional(),
  /** PDS puts the related person's own NHS number here. */
  patient: z.object({ identifier: z.object({ value: z.string().optional() }).optional() }).optional(),
  relationship: z.array(z.object({ coding: z.array(z.object({ code: z.string().optional() })).optional() })).optional(),
});
const bundle = z.object({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.object({ resource: z.unknown() })).optional(),
});

/** Whom the record of a child names as its parents. */
export interface PdsFamily {
  /** @param purpose the same for each retry @throws retryable failures when PDS is down or throttles, else final ones. */
  parentsOf(nhsNumber: string, purpose: string): Promise<string[]>;
}

export function createPdsFamily(options: PdsOptions): PdsFamily {
  const access = pdsAccess(options);
  return {
    parentsOf: async (nhsNumber, purpose) => {
      const path = `/Patient/${encodeURIComponent(nhsNumber)}/RelatedPerson`;
      return parentsIn(await pdsRequest(access, path, purpose));
    },
  };
}

/** The NHS numbers of those whom a record names as parents now. A name alone proves nobody: two people may have one. */
function parentsIn({ status, body, outcome }: PdsAnswer): string[] {
  if (status === 404) return [];
  const parsed = bundle.safeParse(body);
  if (status !== 200 || outcome !== undefined || !parsed.success) throw refusal('pds_refused');
  return (parsed.data.entry ?? []).flatMap(({ resource }) => {
    const read = person.safeParse(resource);
    if (!read.success || read.data.active === false || read.data.period?.end) return [];
    const codes = (read.data.relationship ?? []).flatMap(({ coding = [] }) => coding.map(({ code = '' }) => code));
    const nhsNumber = read.data.patient?.identifier?.value;
    return nhsNumber && codes.some((code) => parents.has(code)) ? [nhsNumber] : [];
  });
}
