import { askPasskey } from './ask-passkey.js';
import { makePasskey } from './make-passkey.js';

makePasskey(document);
void askPasskey(document);
