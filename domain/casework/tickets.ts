import { day, hour } from '../clock.js';

/** What people write to us about. */
export const ticketCategories = [
  'signing-in',
  'details',
  'document',
  'face',
  'waiting',
  'account',
  'privacy',
  'access',
  'something-else',
] as const;

export type TicketCategory = (typeof ticketCategories)[number];

const mebibyte = 1024 * 1024;

/** What a message may be. `bytesRead`: a form longer than that is not read at all. */
export const ticketLimits = {
  message: 4_000,
  answer: 4_000,
  files: 3,
  bytesEach: 5 * mebibyte,
  bytesRead: 64 * mebibyte,
  answers: 20,
} as const;

/** Kept so long after the last that happened to it. */
export const ticketKept = 180 * day;

/** Who wrote is to be answered within so many hours: a ticket nobody answered is due then. */
export const ticketDue = (createdAt: Date, hours: number): Date => new Date(createdAt.getTime() + hours * hour);

const digits = 8;

/** The number that a message has, for people to read out: `TK-4821-9037`. @param random at least 0 and below 10^8 */
export function ticketNumber(random: number): string {
  const text = String(random).padStart(digits, '0');
  return `TK-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** How many numbers there are. */
export const ticketNumbers = 10 ** digits;

export const isTicketNumber = (text: string): boolean => /^TK-\d{4}-\d{4}$/.test(text);
