import { type StaffCapability, type StaffRole, staffMay } from '../../domain/casework/staff-roles.js';

/** One page of the navigation: its address below `/casework`, its words (`desk.<name>`), and what one must be allowed. */
type Page = { path: string; name: string; may: StaffCapability };

/** The desk's navigation, in the order shown; the words of a group are `nav.<its name>`. */
const groups: Record<string, readonly Page[]> = {
  cases: [
    { path: '', name: 'home', may: 'decide-cases' },
    { path: '/delegations', name: 'delegations', may: 'decide-cases' },
    { path: '/assurance', name: 'assurance', may: 'decide-cases' },
    { path: '/help', name: 'help', may: 'decide-cases' },
  ],
  support: [
    { path: '/tickets', name: 'tickets', may: 'answer-tickets' },
    { path: '/people', name: 'people', may: 'find-people' },
    { path: '/help-votes', name: 'helpVotes', may: 'see-help-votes' },
  ],
  insight: [
    { path: '/conversion', name: 'conversion', may: 'see-insight' },
    { path: '/releases', name: 'releases', may: 'see-insight' },
    { path: '/growth', name: 'growth', may: 'see-insight' },
    { path: '/health', name: 'health', may: 'see-insight' },
    { path: '/incidents', name: 'incidents', may: 'handle-incidents' },
  ],
  administration: [
    { path: '/audit', name: 'audit', may: 'read-audit' },
    { path: '/automation', name: 'automation', may: 'run-service' },
    { path: '/review-time', name: 'reviewTime', may: 'run-service' },
    { path: '/email-domains', name: 'email-domains', may: 'block-email-domains' },
    { path: '/journey-notices', name: 'journeyNotices', may: 'run-service' },
  ],
  partners: [
    { path: '/partners', name: 'partners', may: 'manage-partners' },
    { path: '/news', name: 'news', may: 'manage-partners' },
    { path: '/roadmap', name: 'roadmap', may: 'manage-partners' },
  ],
};

export type Navigation = { group: string; pages: { href: string; name: string }[] }[];

/** What of the desk somebody with these roles may open, by group; groups without a page for them are left out. */
export function navigationFor(roles: readonly StaffRole[]): Navigation {
  return Object.entries(groups)
    .map(([group, pages]) => ({
      group,
      pages: pages
        .filter(({ may }) => staffMay(roles, may))
        .map(({ path, name }) => ({ href: `/casework${path}`, name })),
    }))
    .filter(({ pages }) => pages.length > 0);
}
