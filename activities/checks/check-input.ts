/** What a check is given: which case, and the form that names the evidence. */
export type CheckInput = {
  caseId: string;
  accountId: string;
  form: string;
  attempt: number;
  now: number;
  /** A face beside the account's own template, in place of the document's portrait. */
  against?: 'template';
};
