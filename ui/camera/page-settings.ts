import type { CameraSettings } from './settings.js';

/** The form that the camera serves, its panel, and what the page says (in the browser). Undefined on a page without. */
export function cameraForm<Settings extends CameraSettings>(
  kind: 'document' | 'face',
): { form: HTMLFormElement; panel: HTMLElement; settings: Settings } | undefined {
  const form = document.querySelector<HTMLFormElement>(`form[data-camera="${kind}"]`);
  const panel = form?.querySelector<HTMLElement>('[data-camera-panel]');
  const script = document.getElementById('camera-settings');
  if (!form || !panel || !script?.textContent) return undefined;
  return { form, panel, settings: JSON.parse(script.textContent) as Settings };
}
