import { pressByKey } from '../keyboard.js';
import { facingTools } from './facing.js';
import { pictureKeys } from './picture-keys.js';
import { reasonKeys } from './reason-keys.js';

const pictures = pictureKeys(document);
const reasons = reasonKeys(document);
facingTools(document);
pressByKey(document, (key) => pictures(key) || reasons(key));
