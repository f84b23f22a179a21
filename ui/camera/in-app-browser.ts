/** What apps call themselves that show web pages inside themselves, mostly without letting these use the camera. */
const apps =
  /FBAN|FBAV|FB_IAB|FBIOS|Instagram|Messenger|WhatsApp|LinkedInApp|Snapchat|TikTok|musical_ly|BytedanceWebview|trill_|Twitter|Pinterest|Line\/|MicroMessenger|KAKAOTALK|Viber|\bGSA\/|Slack|TeamsMobile|Outlook-/i;

/**
 * Whether a page is shown inside another app, by the browser's name: a known app, Android's WebView (`; wv`), or WebKit on an iPhone or
 * iPad that does not call itself Safari, as every browser there does.
 */
export function isInAppBrowser(userAgent: string): boolean {
  if (apps.test(userAgent) || /; wv\)/.test(userAgent)) return true;
  return /\b(iPhone|iPad|iPod)\b/.test(userAgent) && /AppleWebKit/.test(userAgent) && !/Safari\//.test(userAgent);
}
