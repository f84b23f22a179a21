import type { StaffRole } from '../../domain/staff-roles.js';

export interface StaffMember {
  /** The `sub` claim. */
  id: string;
  name: string;
  roles: StaffRole[];
}

/** Who can sign in as staff in development. */
export const staff: StaffMember[] = [
  { id: 'checker-ada', name: 'Checker Ada', roles: ['checker'] },
  { id: 'checker-ben', name: 'Checker Ben', roles: ['checker'] },
  { id: 'senior-sol', name: 'Senior Sol', roles: ['checker', 'senior'] },
  { id: 'admin-ann', name: 'Admin Ann', roles: ['admin'] },
  { id: 'visitor-vic', name: 'Visitor Vic (no role)', roles: [] },
];
