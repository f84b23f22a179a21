/** The entry of the largest thing painted so far; browsers that know none are left out of the figures. */
const painted = 'largest-contentful-paint';

/** Tells Surety, and nobody else, how long the page took until its content was seen, once it is left or hidden. */
export function tellTimes(page: Document): void {
  const times = page.body.dataset.times;
  if (!times || !PerformanceObserver.supportedEntryTypes?.includes(painted)) return;
  let ms = 0;
  const keep = (entries: PerformanceEntryList) => {
    ms = entries.at(-1)?.startTime ?? ms;
  };
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: painted, buffered: true });
  const tell = () => {
    if (page.visibilityState !== 'hidden') return;
    page.removeEventListener('visibilitychange', tell);
    keep(observer.takeRecords());
    observer.disconnect();
    if (ms > 0) navigator.sendBeacon('/page-times', new URLSearchParams({ times, ms: String(Math.round(ms)) }));
  };
  page.addEventListener('visibilitychange', tell);
}
