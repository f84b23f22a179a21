import { z } from 'zod';
import { ticketCategories, ticketLimits } from '../../../domain/casework/tickets.js';
import { emailForm } from '../../sign-in/email/form.js';

/** A message of somebody who is signed in: their account says where to answer. */
export const contactForm = z.object({
  category: z.enum(ticketCategories, { error: 'missing' }),
  // Browsers send line ends as two characters.
  message: z
    .string({ error: 'missing' })
    .transform((typed) => typed.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, 'missing').max(ticketLimits.message, 'too_long')),
  journey: z.string().optional(),
});

export const guestContactForm = contactForm.extend(emailForm.shape);

/** What is shown again after an error. */
export const contactFields = ['category', 'message', 'email', 'journey'];
