import type { StaffRole } from '../../domain/casework/staff-roles.js';

export interface StaffMember {
  /** The `sub` claim. */
  id: string;
  name: string;
  roles: StaffRole[];
  /** The `skills` and `languages` claims: everything where left out. */
  skills?: string[];
  languages?: string[];
}

/** Who can sign in as staff in development. */
export const staff: StaffMember[] = [
  { id: 'checker-ada', name: 'Checker Ada', roles: ['checker'] },
  { id: 'checker-ben', name: 'Checker Ben', roles: ['checker'] },
  {
    id: 'checker-cai',
    name: 'Checker Cai',
    roles: ['checker'],
    skills: ['foreign-documents'],
    languages: ['en', 'cy'],
  },
  { id: 'senior-sol', name: 'Senior Sol', roles: ['checker', 'senior'] },
  { id: 'admin-ann', name: 'Admin Ann', roles: ['admin'] },
  { id: 'insight-ivy', name: 'Insight Ivy', roles: ['insight'] },
  { id: 'support-sam', name: 'Support Sam', roles: ['support'] },
  { id: 'visitor-vic', name: 'Visitor Vic (no role)', roles: [] },
];
