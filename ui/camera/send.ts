/**
 * Puts files into a form's file field, as if the person had chosen them, and sends the form the ordinary way: the answer is the
 * page that everybody gets. A field that the page does not have is added, unseen.
 */
export function sendFiles(form: HTMLFormElement, field: string, files: readonly File[]): void {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  fileField(form, field).files = chosen.files;
  form.requestSubmit();
}

/** Adds a hidden text field to a form, or changes it. */
export function setHidden(form: HTMLFormElement, name: string, value: string): void {
  let input = form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`);
  if (!input) {
    input = Object.assign(document.createElement('input'), { type: 'hidden', name });
    form.append(input);
  }
  input.value = value;
}

function fileField(form: HTMLFormElement, name: string): HTMLInputElement {
  const known = form.querySelector<HTMLInputElement>(`input[type=file][name="${name}"]`);
  if (known) return known;
  const input = Object.assign(document.createElement('input'), { type: 'file', name, multiple: true, hidden: true });
  form.append(input);
  return input;
}
