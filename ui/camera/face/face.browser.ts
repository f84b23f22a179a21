import { cameraForm } from '../page-settings.js';
import type { FaceCameraSettings } from '../settings.js';
import { FaceCamera } from './face-camera.js';

const page = cameraForm<FaceCameraSettings>('face');
if (page) new FaceCamera(page.form, page.panel, page.settings);
