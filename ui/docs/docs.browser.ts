/** A button beside each example that copies it. Without this script examples are selected by hand. */
const text = document.querySelector<HTMLElement>('.surety-docs__text');

for (const block of text?.querySelectorAll('pre') ?? []) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'surety-docs__copy';
  button.textContent = text?.dataset.copy ?? '';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(block.querySelector('code')?.textContent ?? '');
    button.textContent = text?.dataset.copied ?? '';
  });
  // Outside the block: what is inside would be copied with it.
  const frame = document.createElement('div');
  frame.className = 'surety-docs__example';
  block.replaceWith(frame);
  frame.append(button, block);
}
