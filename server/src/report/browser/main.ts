// The report's script, at the end of its page. It is bundled into one file and put into the page as text.
import type { ToPage } from '../messages.js';
import { connectHost } from './host.js';
import { livePage } from './page.js';

const main = document.querySelector('main');
const announcement = document.querySelector<HTMLElement>('.announcement');
if (main !== null && announcement !== null) {
  document.documentElement.classList.remove('plain');
  const host = connectHost();
  const page = livePage(main, announcement, host);
  if (host.isEditor) window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => page.take(data));
  host.post({ type: 'ready' });
}
