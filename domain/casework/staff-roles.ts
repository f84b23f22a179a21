/** What members of staff may be: names of the `roles` claim of the issuer where they sign in. */
export const staffRoles = ['checker', 'senior', 'admin', 'insight', 'support'] as const;

export type StaffRole = (typeof staffRoles)[number];

/** Who may do what: each role the least that its work needs. What is not here, nobody may. */
const allowed = {
  /** Open cases, decide them, help people back in, judge finished cases, decide on acting for others. */
  'decide-cases': ['checker', 'senior'],
  /** Take back what another decided. */
  'revise-decisions': ['senior'],
  /** Answer partners' requests; write their news and roadmap. */
  'manage-partners': ['admin'],
  /** Search for an account, and see its level, cases, messages and blocks. */
  'find-people': ['admin', 'support'],
  /** Send a message to somebody once more. */
  'resend-messages': ['admin', 'support'],
  /** Block and unblock an account, remove its mobile. */
  'change-accounts': ['admin'],
  /** Say which email domains may not register. */
  'block-email-domains': ['admin'],
  /** Search and export what was done, by whom. */
  'read-audit': ['admin'],
  /** The automation rate, the service level and waiting time, notices in journeys. */
  'run-service': ['admin'],
  /** Read and answer what people wrote to us, and see the steps of the journey they wrote about. */
  'answer-tickets': ['support'],
  /** How many people said that an article of the help centre helped them. */
  'see-help-votes': ['support', 'insight', 'admin'],
  /** Figures about journeys, growth and health: totals, no person. */
  'see-insight': ['insight', 'admin'],
  /** Say what an incident is about, and close it. */
  'handle-incidents': ['insight', 'admin'],
  /** Open what Temporal holds, in its UI. */
  'read-histories': ['admin'],
} as const satisfies Record<string, readonly StaffRole[]>;

export type StaffCapability = keyof typeof allowed;

/** Whether somebody with these roles may do that. Deny by default: no role, or one that is not named, is no. */
export function staffMay(roles: readonly StaffRole[], capability: StaffCapability): boolean {
  const who: readonly StaffRole[] = allowed[capability];
  return roles.some((role) => who.includes(role));
}

/** The roles we know among those of a claim: a list, or one name. Anything else in it is nothing to us. */
export function staffRolesOf(claim: unknown): StaffRole[] {
  const given = Array.isArray(claim) ? claim : [claim];
  return staffRoles.filter((role) => given.includes(role));
}
