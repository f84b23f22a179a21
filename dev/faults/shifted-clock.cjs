// For processes that the fault harness starts (`node --require`): their clock is off by as many milliseconds as the file named by
// SHIFTED_CLOCK says, now and whenever it changes. Timers and `performance.now()` go on as they are, as when a machine's clock is set.
const { readFileSync } = require('node:fs');

const file = process.env.SHIFTED_CLOCK ?? '';
let shift = 0;
const look = () => {
  try {
    shift = Number(readFileSync(file, 'utf8'));
  } catch {
    shift = 0;
  }
};
look();
setInterval(look, 20).unref();

const RealDate = Date;
const now = () => RealDate.now() + shift;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, type) => Reflect.construct(target, args.length > 0 ? args : [now()], type),
  apply: () => new RealDate(now()).toString(),
  get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
});
RealDate.prototype.constructor = globalThis.Date;
