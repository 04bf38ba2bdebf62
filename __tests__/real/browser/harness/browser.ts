import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { type FontSet, fontConfiguration } from "./fonts";

/** Places of Chromium in Debian and Ubuntu, and of Google Chrome. */
const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts the installed browser, with one set of fonts or with all. The tests fail without one: they are never skipped. */
export function startBrowser(fonts?: FontSet): Promise<Browser> {
  const executablePath = [process.env["CHROMIUM"] ?? "", ...PROGRAMS].find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      "npm run test:browser needs Chromium: apt-get install chromium, or CHROMIUM with the path of the program",
    );
  }
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox"],
    ...(fonts ? { env: { ...process.env, FONTCONFIG_FILE: fontConfiguration(fonts) } } : {}),
  });
}
