import { cameraForm } from '../page-settings.js';
import type { CameraSettings } from '../settings.js';
import { DocumentCamera } from './document-camera.js';

const page = cameraForm<CameraSettings>('document');
if (page) new DocumentCamera(page.form, page.panel, page.settings);
