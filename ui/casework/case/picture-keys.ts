/** Keys for pictures: `[` and `]` go to the one before and after, `z` zooms, `r` turns, `x` changes the contrast, `o` lays face upon portrait, `,` and `.` choose the still. */
export function pictureKeys(page: Document): (key: string) => boolean {
  const looks = [...page.querySelectorAll<HTMLElement>('.surety-look')].filter((one) => !one.closest('details'));
  let current = 0;

  const steps: Record<string, () => void> = {
    '[': () => go(-1),
    ']': () => go(1),
    z: () => cycle(looks[current], '[name$="-zoom"]', 1),
    r: () => cycle(looks[current], '[name$="-turn"]', 1),
    x: () => looks[current]?.querySelector<HTMLElement>('.surety-look__contrast')?.click(),
    o: () => cycle(page, '[name="facing-mode"]', 1),
    ',': () => cycle(page, '[name="facing-still"]', -1),
    '.': () => cycle(page, '[name="facing-still"]', 1),
  };

  return (key) => {
    const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
    step?.();
    return step !== undefined;
  };

  function go(by: number): void {
    current = (current + by + looks.length) % Math.max(1, looks.length);
    const frame = looks[current]?.querySelector<HTMLElement>('.surety-look__frame');
    frame?.focus();
    frame?.scrollIntoView({ block: 'nearest' });
  }
}

/** Checks the next (or the last) of some radio buttons, and begins anew after the last. */
function cycle(within: ParentNode | undefined, which: string, by: number): void {
  const radios = [...(within?.querySelectorAll<HTMLInputElement>(`input${which}`) ?? [])];
  const checked = radios.findIndex((radio) => radio.checked);
  radios[(checked + by + radios.length) % Math.max(1, radios.length)]?.click();
}
