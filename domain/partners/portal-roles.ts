/** What somebody may do with a service of their partner: each may what those before may. */
export const portalRoles = ['viewer', 'developer', 'owner'] as const;

export type PortalRole = (typeof portalRoles)[number];

/** Whether a role reaches another. */
export function roleReaches(role: PortalRole, needed: PortalRole): boolean {
  return portalRoles.indexOf(role) >= portalRoles.indexOf(needed);
}
