import { type Level, levels } from '../../domain/levels.js';

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
  /** What each level opens here, and the one that its button asks for. */
  services: Record<Level, string>;
  level: Level;
}

export const riverside: Who = {
  id: 'riverside',
  name: 'Riverside Health',
  base: '',
  colour: '#1f5c3a',
  title: 'Your health, in one place',
  text: 'See your record, order prescriptions and book visits at Riverside Health, an imaginary surgery.',
  services: {
    P0: 'Book a visit (P0: an email address and a phone)',
    P5: 'Order repeat prescriptions (P5: details matched)',
    P9: 'See your health record (P9: identity proved)',
  },
  level: 'P9',
};

export const moorside: Who = {
  id: 'moorside',
  name: 'Moorside Pharmacy',
  base: '/pharmacy',
  colour: '#6b2f6b',
  title: 'Your medicines, ready when you are',
  text: 'Collect medicines and ask our pharmacist, at Moorside Pharmacy, an imaginary shop.',
  services: {
    P0: 'Ask when your medicine is ready (P0: an email address and a phone)',
    P5: 'Have your medicine sent home (P5: details matched)',
    P9: 'Ask for a controlled medicine (P9: identity proved)',
  },
  level: 'P0',
};

export const levelOf = (value: unknown): Level | undefined => levels.find((level) => level === value);
