/** Lets the face be laid upon the portrait so that eyes meet eyes: how strong, how large, and where. */
export function facingTools(page: Document): void {
  const tools = page.querySelector<HTMLElement>('[data-facing-tools]');
  const stills = page.querySelector<HTMLElement>('.surety-facing__stills');
  if (!tools || !stills) return;
  tools.hidden = false;
  const ranges = [...tools.querySelectorAll<HTMLInputElement>('[data-facing]')];
  const show = () => {
    for (const { dataset, value } of ranges)
      stills.style.setProperty(`--${dataset.facing}`, String(Number(value) / 100));
  };
  for (const range of ranges) range.addEventListener('input', show);
  show();
}
