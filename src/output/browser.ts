import { spawn } from 'node:child_process';
import { platform } from 'node:os';

/** Opens a page in the person's browser, as far as that can be done; a machine without one is no failure. */
export function openInBrowser(url: string): void {
  const [command, ...args] = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
  }[platform() as string] ?? ['xdg-open', url];
  if (command === undefined) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
