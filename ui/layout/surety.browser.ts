import { Button, createAll, ErrorSummary, FileUpload, PasswordInput, Radios, SkipLink } from 'nhsuk-frontend';
import { watchTimeout } from './timeout.js';

// What the components look for before they start; our policy allows no inline script to say so.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');

for (const component of [Button, ErrorSummary, FileUpload, PasswordInput, Radios, SkipLink]) createAll(component);

watchTimeout(document);
