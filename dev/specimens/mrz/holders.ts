import type { Dice } from './dice.js';

/** Somebody who does not exist, with names of the kind their state's people bear. */
export interface Holder {
  state: string;
  surname: string;
  givenNames: string;
}

/** State, surnames, given names; letters with accents are there to be transliterated. */
const peoples = [
  [
    'GBR',
    'Smith Okafor Whitfield Llewellyn Khan MacDonald Featherstone-Haugh O’Brien',
    'Olivia George Rhys Siân Zoë Jack Aisha',
  ],
  ['FRA', 'Dubois Lefèvre Moreau Girard Bonnet', 'Éloïse Jean-Luc Camille Hugues Françoise'],
  ['D', 'Müller Schröder Weiß Jäger Vogelsang', 'Jürgen Käthe Wolfgang Friederike Max'],
  ['ESP', 'Muñoz García Quesada Ibáñez Yáguez', 'José Ximena Íñigo Lucía Joaquín'],
  ['ITA', 'Rossi Quagliarella Esposito Zanetti', 'Giulia Marco Chiara Luigi'],
  ['POL', 'Wójcik Kowalczyk Łukaszewicz Żak', 'Katarzyna Zbigniew Małgorzata Paweł'],
  ['CZE', 'Dvořák Černý Příhoda Němcová', 'Jiří Zdeňka Božena Václav'],
  ['HUN', 'Kovács Szűcs Győrffy Horváth', 'Zoltán Erzsébet György Vilmos'],
  ['ROU', 'Popescu Ștefănescu Ionescu Țurcanu', 'Ioana Vlad Cătălin Mihaela'],
  ['SWE', 'Åkesson Öberg Johansson Nyqvist', 'Björn Åsa Vilhelm Maja'],
  ['NOR', 'Bjørnstad Hauge Kvæstad', 'Øyvind Kjersti Ingrid'],
  ['NLD', 'de Vries van den Berg IJzerman Kuipers', 'Joost Fleur Wim Xandra'],
  ['TUR', 'Yılmaz Çelik Şahin Gökçe', 'Ayşe Uğur İbrahim Zeynep'],
  ['IND', 'Patel Venkataraghavan Singh Iyer', 'Priya Jaswinder Vijay Uma'],
  ['PAK', 'Ahmed Qureshi Butt Hussain', 'Muhammad Fatima Zubair'],
  ['NGA', 'Adeyemi Nwosu Ogunleye Obi', 'Chukwuemeka Ngozi Ifeoma Uche'],
  ['CHN', 'Zhang Xu Wang Qi', 'Xiaoyu Wei Jianguo Qiang'],
  ['VNM', 'Nguyen Vo Pham', 'Thi Quynh Duc Vu'],
  ['USA', 'Johnson Washington Fitzgerald Ng', 'William Jacqueline Zachary'],
  ['GRC', 'Papadopoulos Xenakis', 'Dimitrios Kyriaki'],
  ['UKR', 'Shevchenko Hryhorenko', 'Oleksandr Yuliia'],
  ['UTO', 'Eriksson Fjord Vaduz', 'Anna Maria Quo'],
  ['IRL', 'Ó Súilleabháin Byrne McGrath', 'Niamh Oisín Caoimhe'],
  ['CHE', 'Zürcher Favre Bühler', 'Urs Mélanie Reto'],
  ['BRA', 'Gonçalves Vasconcelos', 'João Tânia Kauã'],
  ['IDN', 'Wulandari Suharto', ''],
] as const;

const words = (text: string): string[] => text.split(' ').filter(Boolean);

/** A holder by chance: one or two surnames, none to three given names. */
export function holder(dice: Dice): Holder {
  const [state, surnames, givenNames] = dice.one(peoples);
  const family = dice.chance(0.2)
    ? `${dice.one(words(surnames))} ${dice.one(words(surnames))}`
    : dice.one(words(surnames));
  const given = words(givenNames);
  const names = given.length > 0 ? Array.from({ length: dice.whole(1, 3) }, () => dice.one(given)) : [];
  return { state, surname: family, givenNames: names.join(' ') };
}

/** The codes of all states above: for nationalities that differ from the issuer. */
export const states: readonly string[] = peoples.map(([state]) => state);
