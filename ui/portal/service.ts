import { type PortalRole, roleReaches } from '../../domain/partners/portal-roles.js';
import type { AuditEntry } from '../../store/audit/audit.js';
import type { Store } from '../../store/database.js';
import type { Service } from '../../store/partners/services.js';
import { missingIn, type PartnerRow } from '../../store/partners/working-partner.js';
import type { UiDeps } from '../deps.js';
import type { Answer, Family, Guards, Page } from '../http/pages.js';
import { renderProblem } from '../http/problem.js';
import type { PageView } from '../http/render.js';
import { type PersonContext, signedIn } from './person.js';
import { portalView } from './view.js';

/** A request for one service, by one of its people. */
export interface ServiceContext extends PersonContext {
  service: Service;
  /** The registration, as it lies in the store. */
  row: PartnerRow;
  role: PortalRole;
  /** The address of the service's pages. */
  base: string;
  /** Whether this person may change what takes this role. The operator's registrations and closed ones are nobody's to change here. */
  may(needed: PortalRole): boolean;
}

/** Pages of one service, for its people. For anybody else there is no such service. */
export function serviceFamily(deps: UiDeps, guards: Guards): Family<ServiceContext> {
  const { store, environment } = deps;
  return {
    route: '/portal/services/:id',
    base: ({ base }) => base,
    async load(req, res) {
      const account = await signedIn(deps, guards, req, res);
      if (!account) return undefined;
      const id = String(req.params.id);
      const [service, row] = await Promise.all([store.services.byId(id), store.clients.registration(id)]);
      const role = service?.members.find(({ accountId }) => accountId === account._id)?.role;
      if (!service || !row || !role) {
        renderProblem(res, 'not-found');
        return undefined;
      }
      const may = (needed: PortalRole) => !row.kept?.closedAt && roleReaches(role, needed);
      return { req, res, account, environment, service, row, role, base: `/portal/services/${id}`, may };
    },
  };
}

/** A page of a service. Its form takes a role, and where `kept` a registration that the portal may change; whoever lacks it is led back. */
export function servicePage(page: {
  path: string;
  needs: PortalRole;
  /** The form changes the registration, which the operator's file may own. */
  changes?: 'registration';
  upload?: boolean;
  show(context: ServiceContext): PageView | Promise<PageView>;
  submit?(context: ServiceContext): Answer | Promise<Answer>;
}): Page<ServiceContext> {
  const { path, needs, changes, upload, show, submit } = page;
  const editable = (context: ServiceContext) => context.may(needs) && (!changes || Boolean(context.row.kept));
  const draw = async (context: ServiceContext, view: PageView) => {
    const { _id: id, name, kept } = context.row;
    const service = { id, name, base: context.base, closed: Boolean(kept?.closedAt), operator: !kept };
    const missing = kept && !kept.closedAt ? missingIn(context.row, new Date()) : [];
    const model = { missing, ...view.model, service, editable: editable(context) };
    return portalView(context, { ...view, model });
  };
  return {
    path,
    ...(upload ? { upload } : {}),
    open: ({ req }) => req.method === 'GET' || submit !== undefined,
    show: async (context) => draw(context, await show(context)),
    ...(submit && {
      async submit(context) {
        if (!editable(context)) return { to: context.base };
        const answer = await submit(context);
        return answer && 'page' in answer ? draw(context, answer) : answer;
      },
    }),
  };
}

/** Notes who changed what in a service. Addresses, codes and roles only: nobody's name or email. */
export function record(
  { audit }: Pick<Store, 'audit'>,
  { account, service }: Pick<ServiceContext, 'account'> & { service: Pick<Service, '_id'> },
  action: `service.${string}`,
  details: NonNullable<AuditEntry['details']> = {},
): Promise<void> {
  const actor = { kind: 'person', id: account._id } as const;
  return audit.append({ at: new Date(), actor, action, serviceId: service._id, details });
}
