import type { FieldErrors } from '../../domain/journey/field-errors.js';
import type { ClientChange } from '../../store/partners/clients.js';
import type { PartnerRow } from '../../store/partners/working-partner.js';
import type { UiDeps } from '../deps.js';
import type { Page } from '../http/pages.js';
import { changeRegistration } from './change.js';
import { type ServiceContext, servicePage } from './service.js';

/** A page whose one form sets some fields of the registration, each by the rules of registrations. */
export function settingsPage(
  deps: UiDeps,
  page: {
    path: string;
    /** What the audit calls it. */
    action: `service.${string}`;
    /** What the page shows of a registration: as it is, or as somebody wants it. Its texts fill the fields of the form. */
    model(row: PartnerRow): Readonly<Record<string, unknown>>;
    /** What the form asks for. */
    read(body: Readonly<Record<string, unknown>>, row: PartnerRow): ClientChange;
    /** Fields that may not be left empty, each with the code that says so. */
    required?: Readonly<Record<string, string>>;
  },
): Page<ServiceContext> {
  const { path, action, model, read, required = {} } = page;
  const view = (row: PartnerRow, errors: FieldErrors = {}) => {
    const shown = model(row);
    const texts = Object.entries(shown).flatMap(([field, value]) =>
      typeof value === 'string' ? [[field, value]] : [],
    );
    return { page: `portal/${path}`, form: { values: Object.fromEntries(texts), errors }, model: shown };
  };
  return servicePage({
    path,
    needs: 'developer',
    changes: 'registration',
    show: ({ row }) => view(row),
    async submit(context) {
      const { row, base } = context;
      const change = read(context.req.body ?? {}, row);
      const empty = Object.entries(required).filter(([field]) => isEmpty(change[field as keyof ClientChange]));
      const errors =
        empty.length > 0 ? Object.fromEntries(empty) : await changeRegistration(deps, context, change, action);
      return errors ? view({ ...row, ...change }, errors) : { to: `${base}/${path}?done=saved` };
    },
  });
}

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** What was typed into a field, without blanks around it; undefined where that is nothing. */
export const textIn = (given: unknown): string | undefined => (typeof given === 'string' && given.trim()) || undefined;

/** Whether a box was ticked; undefined, which takes the field away, where not. */
export const tickedIn = (given: unknown): true | undefined => given === 'yes' || undefined;

/** Which of these values were ticked. */
export function chosenIn<Value extends string>(given: unknown, values: readonly Value[]): Value[] {
  const ticked: unknown[] = [given ?? []].flat();
  return values.filter((one) => ticked.includes(one));
}
