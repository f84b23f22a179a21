import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { applyPatch, type Operation } from './json-patch.js';
import { PdsError } from './outcome.js';
import type { Patient, Telecom } from './patient.js';

const bodySchema = z.object({
  patches: z
    .array(
      z.object({ op: z.enum(['add', 'replace', 'remove', 'test']), path: z.string(), value: z.unknown().optional() }),
    )
    .min(1),
});

const rejected = (why: string) => new PdsError(400, 'INVALID_UPDATE', `Invalid update with error - ${why}`);
const notTheirs = 'This user does not have permission to update the fields in the patches provided.';

/**
 * A patient's change of their own contact details: mobile and email only.
 * @param ifMatch the header, `W/"<version>"`
 * @throws PdsError 400, 409 or 412
 */
export function update(patient: Patient, ifMatch: string | undefined, body: unknown): Patient {
  if (!ifMatch)
    throw new PdsError(
      412,
      'PRECONDITION_FAILED',
      'Invalid request with error - If-Match header must be supplied to update this resource',
    );
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) throw rejected('No patches found');
  if (ifMatch !== etag(patient)) throw new PdsError(409, 'RESOURCE_VERSION_MISMATCH');
  const operations = parsed.data.patches.map((patch) => checked(patch, parsed.data.patches, patient));
  const telecomOf = patient.telecom ? patient : { ...patient, telecom: [] };
  const patched = attempt(telecomOf, operations);
  patched.meta.versionId = String(Number(patient.meta.versionId) + 1);
  return patched;
}

export const etag = ({ meta }: Patient): string => `W/"${meta.versionId}"`;

function attempt(patient: Patient, operations: Operation[]): Patient {
  try {
    return applyPatch(patient, operations);
  } catch (error) {
    throw rejected(error instanceof Error ? error.message : 'Invalid patch');
  }
}

/** The operation as it will be applied, if the patient may do it. */
function checked(operation: Operation, all: Operation[], patient: Patient): Operation {
  const [, index, rest] = operation.path.match(/^\/telecom\/(-|\d+)(\/.*)?$/) ?? [];
  if (index === undefined) throw rejected(notTheirs);
  if (operation.op === 'test') return operation;
  const before = patient.telecom?.[Number(index)];
  if (operation.op === 'add') {
    if (index !== '-' || rest) throw rejected(`no id or url found for path with root /telecom/${index}`);
    return { ...operation, value: { ...contact(operation.value), id: randomUUID().slice(0, 8).toUpperCase() } };
  }
  if (!before) throw rejected(`Invalid patch - index '${index}' is out of bounds`);
  contact(before);
  if (operation.op === 'remove') {
    const preceding = all[all.indexOf(operation) - 1];
    const tested = preceding?.op === 'test' && [`/telecom/${index}/id`, `/telecom/${index}`].includes(preceding.path);
    if (rest || !tested) throw rejected(`removal of /telecom/${index} must follow a test of it`);
    return operation;
  }
  if (rest) throw rejected(notTheirs);
  const after = contact(operation.value);
  if (after.id !== before.id) throw rejected(`no id or url found for path with root /telecom/${index}`);
  if (after.system !== before.system || after.use !== before.use) throw rejected('system and use cannot be changed');
  return operation;
}

/** A contact that the patient may change. @throws PdsError when it is another kind */
function contact(value: unknown): Telecom {
  const telecom = value as Telecom | undefined;
  if (typeof telecom?.value !== 'string' || telecom.value === '') throw rejected('value is missing');
  const theirs = telecom.system === 'email' || (telecom.system === 'phone' && telecom.use === 'mobile');
  if (!theirs) throw rejected(notTheirs);
  return telecom;
}
