import { addressProblem } from '../../domain/partners/registered-address.js';

/** Somebody types: we wait until they pause. */
const pauseMs = 400;

/** Says what is wrong with an address while it is typed, by the same rules and in the same words as the answer to the form. */
function watch(input: HTMLInputElement, words: ReadonlyMap<string, string>): void {
  const rules = { withoutQuery: input.dataset.address === 'redirectUris', httpsOnly: input.dataset.live === 'yes' };
  let pause: number | undefined;
  const check = () => {
    const address = input.value.trim();
    const problem = address === '' ? undefined : addressProblem(address, rules);
    say(input, problem && words.get(problem));
  };
  input.addEventListener('input', () => {
    window.clearTimeout(pause);
    pause = window.setTimeout(check, pauseMs);
  });
  input.addEventListener('change', check);
}

function say(input: HTMLInputElement, text: string | undefined): void {
  const group = input.closest('.nhsuk-form-group');
  const place = document.getElementById(`${input.id}-error`) ?? placeFor(input);
  if (place.textContent === (text ?? '')) return;
  place.textContent = text ?? '';
  place.hidden = !text;
  group?.classList.toggle('nhsuk-form-group--error', Boolean(text));
  input.classList.toggle('nhsuk-input--error', Boolean(text));
  if (text) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

/** Where the server would have written what is wrong. */
function placeFor(input: HTMLInputElement): HTMLElement {
  const place = document.createElement('span');
  place.id = `${input.id}-error`;
  place.className = 'nhsuk-error-message';
  place.setAttribute('role', 'status');
  place.hidden = true;
  input.before(place);
  input.setAttribute('aria-describedby', `${input.getAttribute('aria-describedby') ?? ''} ${place.id}`.trim());
  return place;
}

const listed = document.querySelectorAll<HTMLElement>('[data-address-words] > [data-code]');
const words = new Map([...listed].map(({ dataset, textContent }) => [dataset.code ?? '', textContent ?? '']));
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-address]')) watch(input, words);
