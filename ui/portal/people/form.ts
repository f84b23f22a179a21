import { z } from 'zod';
import { portalRoles } from '../../../domain/partners/portal-roles.js';
import { emailForm } from '../../sign-in/email/form.js';

export const inviteForm = emailForm.extend({ role: z.enum(portalRoles, { error: 'missing' }) });
