import { send } from '../sending.js';
import type { MessageDeliveryInput } from './messages.js';

/** Sends one message through outages, for those who cannot wait for it: sign-in codes, for one. */
export async function messageDelivery({ key, kind }: MessageDeliveryInput): Promise<'sent' | 'bounced' | 'failed'> {
  return send(key, kind);
}
