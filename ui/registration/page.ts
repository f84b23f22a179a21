import type { RegistrationState, RegistrationStep } from '../../domain/accounts/registration-state.js';
import { type Step, steps } from '../../domain/journey/steps.js';
import type { UiDeps } from '../deps.js';
import { actionOf, type Read, typed } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { handIn } from '../http/hand-in.js';
import type { Answer, Page } from '../http/pages.js';
import { sandboxRegistration } from '../sandbox/fixed-codes.js';
import type { SignInContext } from '../sign-in/context.js';
import { readUnsent } from '../sign-in/unsent.js';
import { submitToRegistration } from '../workflows/registration.js';

/** A page of the registration: what it reads from its form, and what it shows. */
export interface RegistrationPage {
  path: string;
  step: Exclude<RegistrationStep, 'done' | 'ended' | 'too-young'>;
  /** Fields shown again when something is wrong. Never a password or a code. */
  keeps: readonly string[];
  /** The form's values for the workflow (see domain/journey/form-values.ts), or what is wrong with them. */
  read(context: SignInContext, state: RegistrationState): Read<unknown> | Promise<Read<unknown>>;
  /** Buttons besides `continue`: they submit no values of their own. */
  actions?: readonly string[];
  /** Buttons besides `continue` that submit the form's values too. */
  alsoWithValues?: readonly string[];
  /** Counts a further code before it is sent. @throws TooManyRequests */
  beforeResend?(context: SignInContext, state: RegistrationState): Promise<void>;
  model?(context: SignInContext, state: RegistrationState): Record<string, unknown> | Promise<Record<string, unknown>>;
}

/**
 * Makes a page of the registration: what can be told at once is told at once; else the values are sealed under the form's nonce, the
 * first ones of any number of tabs, and the workflow acts on them.
 */
export function registrationPage(deps: UiDeps, definition: RegistrationPage): Page<SignInContext> {
  const { store, temporal } = deps;
  const { path, step, keeps } = definition;
  const page = `registration/${path}`;

  const show = async (
    context: SignInContext,
    state: RegistrationState,
    form: { values: Record<string, string>; errors: Readonly<Record<string, string>> },
    status?: number,
  ): Promise<Answer> => {
    const model = await definition.model?.(context, state);
    const sent = context.req.query.sent === '1' && Object.keys(form.errors).length === 0;
    const view = { page, form: { ...form, nonce: state.nonce }, model: { ...model, state, sent } };
    return status ? { ...view, status } : view;
  };

  /** What was typed before: in the form that the workflow points at, or in this browser when its time ran out. */
  const typedBefore = async ({ registration, res }: SignInContext): Promise<Record<string, string>> => {
    if (keeps.length === 0) return {};
    // Nothing points at a form of an earlier registration: what it brought lies in the entries.
    if (!registration?.form) {
      const entered = registration && (await store.registrations.entries(registration.id));
      return typed({ ...entered, ...(await readUnsent(deps, res)) }, keeps);
    }
    return typed(await store.forms.get(registration.form), keeps);
  };

  return {
    path,
    open: ({ step: current }) => current === (step as Step),
    async show(context) {
      const state = context.registration;
      if (!state) return { to: context.base };
      return show(context, state, { values: await typedBefore(context), errors: state.errors }, 200);
    },
    async submit(context) {
      const { req, res, base, registration: state } = context;
      if (!state || req.body?.nonce !== state.nonce) return { to: base };
      const pressed = actionOf(req);
      const bare = definition.actions?.includes(pressed);
      const action = bare || definition.alsoWithValues?.includes(pressed) ? pressed : 'continue';
      const read = bare ? undefined : await definition.read(context, state);
      if (read?.errors) return show(context, state, { values: typed(req.body, keeps), errors: read.errors });
      if (action === 'resend') await definition.beforeResend?.(context, state);
      const input = { registrationId: state.id, journeyId: state.journeyId, nonce: state.nonce } as const;
      const { language } = frameOf(res);
      const submission = { nonce: state.nonce, step, action };
      const sandbox = sandboxRegistration(deps, context.signIn.email);
      const { step: next } = await handIn(store, state.nonce, read?.values, () =>
        submitToRegistration(temporal, { ...input, language, intent: 'register', sandbox }, submission),
      );
      return { to: action === 'resend' ? `${base}/${path}?sent=1` : goesOnAt(base, next) };
    },
  };
}

/** The page where a registration goes on, which spares the browser a way; its own address where the step has no page of its name. */
function goesOnAt(base: string, step: string | undefined): string {
  return step !== undefined && step in steps ? `${base}/${steps[step as Step].page}` : base;
}
