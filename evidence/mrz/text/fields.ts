/** What the MRZ says, without fillers. Names are in the MRZ's own letters A to Z, parts divided by single spaces. */
export interface MrzFields {
  /** `P`, `PD`, `ID`, `V` … */
  documentCode: string;
  /** Issuing state or organisation: an ISO 3166 alpha-3 code or one of ICAO's own (`D`, `GBD`, `UTO`). */
  issuer: string;
  documentNumber: string;
  nationality: string;
  surname: string;
  givenNames: string;
  /** YYYY-MM-DD; undefined where a part of it is unknown. */
  birthDate: string | undefined;
  /** X where the document says neither, or nothing. */
  sex: 'M' | 'F' | 'X';
  /** YYYY-MM-DD; undefined on the French national card, which does not carry one. */
  expiryDate: string | undefined;
  /** Personal number or other optional data; absent where there are none. */
  personalNumber?: string;
  /** True where the names fill their field, so that they may have been cut (ICAO 9303 part 4, section 4.2.3). */
  namesMayBeCut: boolean;
}
