/** Where keys write or choose: nothing is pressed by them there. */
const writing = 'textarea, select, input:not([type=radio], [type=checkbox])';

const off = 'surety-desk-keys';

/** Keys of the desk: whatever has `data-key` is pressed by that key alone. Who does not want that turns it off, in this browser. */
export function pressByKey(page: Document, more: (key: string) => boolean = () => false): void {
  page.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey || event.repeat || localStorage.getItem(off)) return;
    if (target instanceof Element && target.closest(writing)) return;
    // On a link or a button this key is its own.
    if (key === 'Enter' && target instanceof Element && target.closest('a, button, summary')) return;
    const button = page.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!more(key) && !button) return;
    event.preventDefault();
    button?.click();
  });

  const choice = page.querySelector<HTMLInputElement>('[data-keys-off]');
  if (!choice) return;
  choice.checked = localStorage.getItem(off) !== null;
  choice.addEventListener('change', () => {
    if (choice.checked) localStorage.setItem(off, 'yes');
    else localStorage.removeItem(off);
  });
}
