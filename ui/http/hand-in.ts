import type { Store } from '../../store/database.js';
import type { SubmissionResult } from '../../workflows/submission.js';

/**
 * Hands a form in: its values are sealed under its nonce, then its workflow is told. Of a double click or two tabs the first one's values
 * count. Where the workflow could not be told, what the person posts next takes their place: they may have mended it meanwhile.
 *
 * @param values left out for buttons that say all by their action. @param caseId of a form that belongs to a case
 * @returns whether these values count, and where the workflow stands then, if it says so.
 */
export async function handIn(
  { forms }: Pick<Store, 'forms'>,
  nonce: string,
  values: unknown,
  tell: () => Promise<SubmissionResult | undefined>,
  caseId?: string,
): Promise<{ counts: boolean; step: string | undefined }> {
  const counts = values === undefined || (await forms.put(nonce, values, new Date(), caseId));
  try {
    return { counts, step: (await tell())?.step };
  } catch (error) {
    await forms.markUntold(nonce);
    throw error;
  }
}
