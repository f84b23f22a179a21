import type { SecondWay } from '../../domain/accounts/sign-in-ways.js';
import { steps } from '../../domain/journey/steps.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import type { Answer, Page } from '../http/pages.js';
import type { SignInContext } from './context.js';
import { otherWays } from './other-ways.js';
import { awaitsSecond, type SecondContext, secondOf, stepOf } from './second.js';

/** The page of one second way, for those who have it. */
export interface SecondPage {
  way: SecondWay;
  /** The field of its form that says what is wrong. */
  field: string;
  /** What it shows besides the other ways on; with `asks: false` where the field is not on it now. @param error what is wrong with the field */
  model?(context: SignInContext, second: SecondContext, error: string | undefined): Promise<Record<string, unknown>>;
  /** @param show the page anew, with what is wrong */
  submit(context: SignInContext, second: SecondContext, show: (error?: string) => Promise<Answer>): Promise<Answer>;
}

/** Makes the page of a second way: open while a second proof is awaited; who does not have it is led to what they have. */
export function secondPage(deps: UiDeps, { way, field, model, submit }: SecondPage): Page<SignInContext> {
  const path = steps[stepOf[way]].page;
  const show = async (context: SignInContext, second: SecondContext, error?: string): Promise<Answer> => {
    frameOf(context.res).back = `${context.base}/email`;
    const own = await model?.(context, second, error);
    const form = { values: {}, errors: error && own?.asks !== false ? { [field]: error } : {} };
    return { page: `sign-in/${path}`, form, model: { ...own, ...otherWays(context, second, way) } };
  };
  const whereOwned =
    (act: (context: SignInContext, second: SecondContext) => Promise<Answer>) =>
    async (context: SignInContext): Promise<Answer> => {
      const second = await secondOf(deps, context);
      if (second?.offered.includes(way)) return act(context, second);
      return { to: `${context.base}/${second?.offered.length === 0 ? 'recover' : 'email'}` };
    };
  return {
    path,
    open: awaitsSecond,
    show: whereOwned(show),
    submit: whereOwned((context, second) => submit(context, second, (error) => show(context, second, error))),
  };
}
