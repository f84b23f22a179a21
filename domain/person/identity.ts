/** The person as one PDS record describes them. */
export type Identity = {
  /** Ten digits without spaces. Absent where a checker proved the person without a PDS record. */
  nhsNumber?: string;
  familyName: string;
  /** In the record's order, for example `['Anna', 'Maria']`. */
  givenNames: string[];
  formerNames: { familyName: string; givenNames: string[] }[];
  /** YYYY-MM-DD. */
  birthDate: string;
  postcode?: string;
  gpOdsCode?: string;
  /** Contact details that PDS holds, to say whether they are the ones signed in with. */
  email?: string;
  mobile?: string;
};

/** What the person typed on the details pages. */
export type Details = {
  givenNames: string;
  familyName: string;
  /** YYYY-MM-DD. */
  birthDate: string;
  postcode: string;
  nhsNumber?: string;
  /** Where several records agreed: an email address or phone number that the surgery has (see surgery-contact.ts). */
  surgeryContact?: string;
};
