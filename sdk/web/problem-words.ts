const en = {
  pending: {
    title: 'Your identity is not confirmed yet',
    text: 'You can come back at any time. Surety tells you by email when there is something to do, and keeps your place.',
  },
  failed: {
    title: 'Your identity could not be confirmed',
    text: 'You can try again, or use this service in another way.',
  },
  cancelled: {
    title: 'You have not signed in',
    text: 'You chose to come back. Nothing was shared with us. You can continue whenever you like.',
  },
  later: {
    title: 'Sign-in does not work at the moment',
    text: 'This is not your fault. Please try again in a few minutes.',
  },
  lost: {
    title: 'This sign-in is over',
    text: 'It began in another browser or too long ago, or you have used it already. Nothing that you entered is lost.',
  },
  other: { title: 'Sign-in did not work', text: 'This is not your fault. Please try again.' },
  again: 'Continue with Surety',
  another: 'Try again with Surety',
  back: 'Back to where you were',
  closing: { title: 'You can close this window', text: 'Carry on where you were.' },
  onward: 'Carry on',
};

const cy: typeof en = {
  pending: {
    title: "Nid yw eich hunaniaeth wedi'i chadarnhau eto",
    text: "Gallwch ddod yn ôl unrhyw bryd. Bydd Surety yn dweud wrthych drwy e-bost pan fydd rhywbeth i'w wneud, ac yn cadw eich lle.",
  },
  failed: {
    title: 'Nid oedd modd cadarnhau eich hunaniaeth',
    text: "Gallwch roi cynnig arall arni, neu ddefnyddio'r gwasanaeth hwn mewn ffordd arall.",
  },
  cancelled: {
    title: 'Nid ydych wedi mewngofnodi',
    text: 'Dewisoch ddod yn ôl. Ni rannwyd dim â ni. Gallwch barhau pryd bynnag y dymunwch.',
  },
  later: {
    title: "Nid yw mewngofnodi'n gweithio ar hyn o bryd",
    text: 'Nid eich bai chi yw hyn. Rhowch gynnig arall arni ymhen ychydig funudau.',
  },
  lost: {
    title: "Mae'r mewngofnodi hwn drosodd",
    text: "Dechreuodd mewn porwr arall neu'n rhy bell yn ôl, neu rydych wedi'i ddefnyddio'n barod. Nid oes dim a roesoch wedi'i golli.",
  },
  other: { title: 'Ni weithiodd y mewngofnodi', text: 'Nid eich bai chi yw hyn. Rhowch gynnig arall arni.' },
  again: 'Parhau gyda Surety',
  another: 'Rhoi cynnig arall arni gyda Surety',
  back: "Yn ôl i'r man lle'r oeddech",
  closing: { title: "Gallwch gau'r ffenestr hon", text: "Parhewch o'r man lle'r oeddech." },
  onward: 'Parhau',
};

/** What people read on this package's own pages. */
export const problemWords = { en, cy };
