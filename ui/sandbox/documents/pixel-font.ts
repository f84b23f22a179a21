/** Capital letters, digits and the underscore, 5 by 7 pixels: seven rows of five bits each, in base 32. */
const letters: Readonly<Record<string, string>> = {
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vggsggv',
  F: 'vggsggg',
  G: 'ehgnhhe',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrlhhhh',
  N: 'hhplljh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'ehge1he',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhhlrh',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
  '0': 'ehjlphe',
  '1': '4c4444e',
  '2': 'eh1248v',
  '3': 'eh161he',
  '4': '26aiv22',
  '5': 'vgu11he',
  '6': '68guhhe',
  '7': 'v112444',
  '8': 'ehhehhe',
  '9': 'ehhf12c',
  _: '000000v',
  '-': '000v000',
};

/** Pixels of a text, each as its place from the text's upper left corner. Characters that there are none of are left out. */
export function* pixelsOf(text: string): Generator<{ x: number; y: number }> {
  for (const [index, character] of [...text].entries()) {
    for (const [y, row] of [...(letters[character] ?? '')].entries()) {
      const bits = Number.parseInt(row, 32);
      for (let x = 0; x < 5; x++) if (bits & (16 >> x)) yield { x: index * 6 + x, y };
    }
  }
}
