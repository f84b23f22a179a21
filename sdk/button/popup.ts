/** Where the window tells the page that opened it that it is over; see `closing` among the server's handlers. */
const channelName = 'surety';

const size = { width: 480, height: 720 };

/**
 * Opens the sign-in in a small window.
 *
 * @param over called once, with the address to go on to, when the window came back to the partner's own site
 * @returns false where the browser opened no window: go there in this one
 */
export function openPopup(href: string, over: (location: string) => void): boolean {
  const address = new URL(href, document.baseURI);
  address.searchParams.set('popup', '1');
  const left = screenX + Math.max(0, (outerWidth - size.width) / 2);
  const features = `popup,width=${size.width},height=${size.height},left=${left},top=${screenY + 40}`;
  const channel = new BroadcastChannel(channelName);
  // Surety severs the tie between the windows (Cross-Origin-Opener-Policy), so the window itself can tell us nothing.
  if (!open(address, 'surety', features)) {
    channel.close();
    return false;
  }
  channel.onmessage = ({ data }) => {
    channel.close();
    over(String(data?.location));
  };
  return true;
}
