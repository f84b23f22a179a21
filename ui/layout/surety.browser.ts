import { Button, createAll, ErrorSummary, PasswordInput, Radios, SkipLink } from 'nhsuk-frontend';
import { leaveTogether } from './leave-together.js';
import { goOnward } from './onward.js';
import { tellTimes } from './page-times.js';
import { keepDraftForHelp, watchTimeout } from './timeout.js';

// What the components look for before they start; our policy allows no inline script to say so.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');

for (const component of [Button, ErrorSummary, PasswordInput, Radios, SkipLink]) createAll(component);

watchTimeout(document);
keepDraftForHelp(document);
goOnward(document);
leaveTogether(document);
tellTimes(document);
