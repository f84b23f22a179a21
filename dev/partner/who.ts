import { type Level, levels } from '../../domain/levels/levels.js';

/** One of the demo partners: the same program, under different names. */
export interface Who {
  /** Its client id, and the name of its cookie. */
  id: string;
  name: string;
  /** Where it is on the development server. */
  base: string;
  /** Of its header, as CSS takes it. */
  colour: string;
  title: string;
  text: string;
  /** What each level opens here. */
  services: readonly { level: Level; path: string; title: string }[];
  /** What its button asks for. */
  level: Level;
}

export const riverside: Who = {
  id: 'riverside',
  name: 'Riverside Health',
  base: '',
  colour: '#1f5c3a',
  title: 'Your health, in one place',
  text: 'See your record, order prescriptions and book visits at Riverside Health, an imaginary surgery.',
  services: [
    { level: 'P0', path: '/visit', title: 'Book a visit' },
    { level: 'P5', path: '/prescriptions', title: 'Order repeat prescriptions' },
    { level: 'P9', path: '/record', title: 'See your health record' },
  ],
  level: 'P9',
};

export const moorside: Who = {
  id: 'moorside',
  name: 'Moorside Pharmacy',
  base: '/pharmacy',
  colour: '#6b2f6b',
  title: 'Your medicines, ready when you are',
  text: 'Collect medicines and ask our pharmacist, at Moorside Pharmacy, an imaginary shop.',
  services: [
    { level: 'P0', path: '/ready', title: 'Ask when your medicine is ready' },
    { level: 'P5', path: '/delivery', title: 'Have your medicine sent home' },
    { level: 'P9', path: '/controlled', title: 'Ask for a controlled medicine' },
  ],
  level: 'P0',
};

export const levelOf = (value: unknown): Level | undefined => levels.find((level) => level === value);
