import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Places of Chromium in Debian and Ubuntu, and of Google Chrome. */
const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts the installed browser. The tests fail without one: they are never skipped. */
export function startBrowser(): Promise<Browser> {
  const executablePath = [process.env["CHROMIUM"] ?? "", ...PROGRAMS].find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      "npm run test:browser needs Chromium: apt-get install chromium, or CHROMIUM with the path of the program",
    );
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
