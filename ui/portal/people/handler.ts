import { type PortalRole, portalRoles } from '../../../domain/partners/portal-roles.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, named, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer } from '../../http/pages.js';
import type { FormView } from '../../http/render.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { emptyForm } from '../view.js';
import { inviteForm } from './form.js';
import { inviteTo } from './invite.js';

/** Who looks after the service, in which role. Owners invite, change and remove; everybody may leave. */
export const peoplePage = (deps: UiDeps, limits: Limits) =>
  servicePage({
    path: 'people',
    needs: 'viewer',
    show: (context) => view(deps, context),
    async submit(context) {
      const action = actionOf(context.req);
      const people = `${context.base}/people`;
      if (action !== 'leave' && !context.may('owner')) return { to: people };
      return (await named(acts, action)?.(deps, context, limits)) ?? { to: people };
    },
  });

const acts: Record<string, (deps: UiDeps, context: ServiceContext, limits: Limits) => Promise<Answer>> = {
  async invite(deps, context, limits) {
    const { req, res, service, account, base } = context;
    const { values, errors } = readForm(inviteForm, req.body);
    const again = (wrong: FormView['errors']) =>
      view(deps, context, { values: typed(req.body, ['email', 'role']), errors: wrong });
    if (errors) return again(errors);
    await limits.portal('invitation', account._id);
    const invited = { ...values, by: account._id, language: frameOf(res).language };
    const noted = () => record(deps.store, context, 'service.invited', { role: values.role });
    if (!(await inviteTo(deps, service._id, invited, noted))) return again({ email: 'too_many' });
    return { to: `${base}/people?done=invited` };
  },

  async uninvite({ store }, context) {
    const id = String(context.req.body.id ?? '');
    if (await store.services.withdrawInvitation(context.service._id, id)) {
      await record(store, context, 'service.uninvited');
    }
    return { to: `${context.base}/people?done=removed` };
  },

  async role({ store }, context) {
    const { req, service, base } = context;
    const [who, role] = [String(req.body.id ?? ''), portalRoles.find((one) => one === req.body.role)];
    if (!role) return { to: `${base}/people` };
    if (!(await store.services.setRole(service._id, who, role))) return { to: `${base}/people?done=last_owner` };
    await record(store, context, 'service.role_changed', { who, role });
    return { to: `${base}/people?done=saved` };
  },

  remove: (deps, context) => remove(deps, context, String(context.req.body.id ?? '')),
  leave: (deps, context) => remove(deps, context, context.account._id),
};

async function remove({ store }: UiDeps, context: ServiceContext, who: string): Promise<Answer> {
  const { service, base, account } = context;
  if (!(await store.services.removeMember(service._id, who))) return { to: `${base}/people?done=last_owner` };
  await record(store, context, 'service.member_removed', { who });
  return { to: who === account._id ? '/portal?done=left' : `${base}/people?done=removed` };
}

/** Those who look after a service together know each other's addresses. */
async function view({ store }: UiDeps, context: ServiceContext, form: FormView = emptyForm) {
  const { service, account } = context;
  const now = new Date();
  const members = service.members.map(async ({ accountId, role }) => {
    const member = await store.accounts.byId(accountId);
    const email = member && store.accounts.contacts(member).email;
    return { id: accountId, email, role, self: accountId === account._id };
  });
  const invitations = service.invitations
    .filter(({ expiresAt }) => expiresAt > now)
    .map((one): { id: string; email: string; role: PortalRole } => ({
      id: one.id,
      email: store.services.emailOf(one),
      role: one.role,
    }));
  const roles = portalRoles;
  return {
    page: 'portal/people',
    form,
    model: { members: await Promise.all(members), invitations, roles, owner: context.may('owner') },
  };
}
