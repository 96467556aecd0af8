import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where a Chromium is (`BROWSER_PATH` wins); undefined: the tests in test/browser are left out. */
export function browserPath() {
  const found = [process.env.BROWSER_PATH, ...places].find((path) => path && existsSync(path));
  if (!found && process.env.REQUIRE_BROWSER)
    throw new Error('REQUIRE_BROWSER is set, but no Chromium was found.');
  return found;
}
