import { pressByKey } from './keyboard.js';

pressByKey(document);
