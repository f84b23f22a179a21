import { FaceCamera } from './face-camera.js';
import { cameraForm } from './page-settings.js';
import type { FaceCameraSettings } from './settings.js';

const page = cameraForm<FaceCameraSettings>('face');
if (page) new FaceCamera(page.form, page.panel, page.settings);
