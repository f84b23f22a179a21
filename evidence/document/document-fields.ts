import type { MrzFields } from '../mrz/text/fields.js';

/** What a document says of its holder, read from its MRZ or, on a driving licence, from its print. */
export interface DocumentFields extends Omit<MrzFields, 'documentCode' | 'nationality'> {
  /** Absent on a driving licence, as is the nationality. */
  documentCode?: string;
  nationality?: string;
  /** Of a driving licence: `provisional` ones prove identity as full ones do. */
  entitlement?: 'full' | 'provisional';
  /** Of a driving licence (field 4a), YYYY-MM-DD. */
  validFrom?: string;
}
