/** Keys for reasons: two digits each, the group's and the reason's, which stand beside it. */
export function reasonKeys(page: Document): (key: string) => boolean {
  const boxes = new Map<string, HTMLInputElement>();
  for (const box of page.querySelectorAll<HTMLInputElement>('input[data-keys]')) {
    const keys = box.dataset.keys ?? '';
    boxes.set(keys, box);
    const hint = page.createElement('kbd');
    hint.textContent = keys;
    hint.className = 'surety-keys';
    hint.ariaHidden = 'true';
    page.querySelector(`label[for="${box.id}"]`)?.append(' ', hint);
  }
  let first = '';

  return (key) => {
    if (!/^[0-9]$/.test(key)) {
      first = '';
      return false;
    }
    const box = boxes.get(first + key);
    if (first && box) {
      box.click();
      box.focus();
    }
    first = first ? '' : key;
    return true;
  };
}
