/** What members of staff may be: names of the `roles` claim of the issuer where they sign in. */
export const staffRoles = ['checker', 'senior', 'admin'] as const;

export type StaffRole = (typeof staffRoles)[number];

/** The roles we know among those of a claim: a list, or one name. Anything else in it is nothing to us. */
export function staffRolesOf(claim: unknown): StaffRole[] {
  const given = Array.isArray(claim) ? claim : [claim];
  return staffRoles.filter((role) => given.includes(role));
}

/** Whether cases may be opened and decided. */
export function mayDecide(roles: readonly StaffRole[]): boolean {
  return roles.includes('checker') || roles.includes('senior');
}

/** Whether partners' requests may be answered, and news written. */
export function mayAdminister(roles: readonly StaffRole[]): boolean {
  return roles.includes('admin');
}
