import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Inbox } from '../inbox/inbox.js';
import { NotifyError } from './errors.js';
import { fill, missing, templates } from './templates.js';

export type Kind = keyof typeof templates;

/** A notification as `GET /v2/notifications/{id}` shows it. */
export interface Notification {
  id: string;
  reference: string | null;
  type: Kind;
  to: string;
  status: string;
  body: string;
  subject: string | null;
  template: { id: string; version: number; uri: string };
  created_at: string;
  sent_at: string | null;
  completed_at: string | null;
}

const shared = {
  template_id: z.string({ error: 'template_id is a required property' }),
  personalisation: z.record(z.string(), z.unknown()).default({}),
  reference: z.string({ error: 'reference is not of type string' }).max(1000).nullish(),
};
const schemas = {
  sms: z.object({ ...shared, phone_number: z.string({ error: 'phone_number is a required property' }) }),
  email: z.object({ ...shared, email_address: z.string({ error: 'email_address is a required property' }) }),
  letter: z.object(shared),
};

const phone = /^(\+|00)?[\d\s()-]{10,20}$/;
const postcode = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Accepts a request as Notify does and puts the message into the inbox. @throws NotifyError 400 with Notify's reason */
export function accept(kind: Kind, request: unknown, inbox: Inbox): Notification {
  const parsed = schemas[kind].safeParse(request ?? {});
  if (!parsed.success) throw new NotifyError(400, 'ValidationError', parsed.error.issues[0]?.message ?? 'invalid');
  const { personalisation, template_id, reference } = parsed.data;
  const to = recipient(parsed.data);
  const template = templates[kind];
  if (template_id !== template.id) throw new NotifyError(400, 'BadRequestError', 'Template not found');
  const lacking = missing(`${template.subject ?? ''}${template.body}`, personalisation);
  if (lacking.length > 0)
    throw new NotifyError(400, 'BadRequestError', `Missing personalisation: ${lacking.join(', ')}`);
  const subject = template.subject === undefined ? null : fill(template.subject, personalisation);
  const body = fill(template.body, personalisation);
  inbox.add({ kind, to, subject: subject ?? undefined, text: body, reference: reference ?? undefined });
  return {
    id: randomUUID(),
    reference: reference ?? null,
    type: kind,
    to,
    status: 'created',
    body,
    subject,
    template: { id: template.id, version: 1, uri: `/v2/template/${template.id}` },
    created_at: new Date().toISOString(),
    sent_at: null,
    completed_at: null,
  };
}

function recipient(data: { phone_number?: string; email_address?: string; personalisation: Record<string, unknown> }) {
  if (data.phone_number !== undefined) {
    if (!phone.test(data.phone_number)) throw new NotifyError(400, 'ValidationError', 'phone_number Not enough digits');
    return data.phone_number;
  }
  if (data.email_address !== undefined) {
    if (!email.test(data.email_address))
      throw new NotifyError(400, 'ValidationError', 'email_address Not a valid email address');
    return data.email_address;
  }
  const lines = Object.entries(data.personalisation).filter(([name]) => /^address_line_\d$/.test(name));
  const written = lines.map(([, line]) => String(line).trim()).filter(Boolean);
  if (written.length < 3) throw new NotifyError(400, 'ValidationError', 'Address must be at least 3 lines');
  if (!postcode.test(written.at(-1) ?? ''))
    throw new NotifyError(400, 'ValidationError', 'Last line of address must be a real UK postcode or another country');
  return written.join(', ');
}

/** How delivery ends: Notify's own test recipients fail, everybody else receives. */
export function outcome({ to }: Notification): string {
  const address = to.replace(/\s/g, '').replace(/^\+44/, '0').toLowerCase();
  if (address === '07700900002' || address === 'perm-fail@simulator.notify') return 'permanent-failure';
  if (address === '07700900003' || address === 'temp-fail@simulator.notify') return 'temporary-failure';
  return 'delivered';
}
