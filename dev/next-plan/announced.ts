import { isNewer } from "../../src/cli/upgrade/changelog";

/** Headings of the changelog below which addresses are announced. */
const HEADINGS = ["Next plan", "State moves"];

/**
 * Names in backquotes below the headings `Next plan` and `State moves`, in the sections of the changelog after a version: addresses,
 * types of resources, or patterns with `*`.
 */
export function announcements(changelog: string, since: string): string[] {
  return changelog
    .split(/^(?=## )/m)
    .filter((section) => isAfter(section, since))
    .flatMap((section) => section.split(/^(?=### )/m))
    .filter((part) => HEADINGS.some((heading) => part.startsWith(`### ${heading}\n`)))
    .flatMap((part) => [...part.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}

function isAfter(section: string, since: string): boolean {
  const [, title = ""] = /^## v?(\S+)/.exec(section) ?? [];
  return title === "Unreleased" || (/^\d/.test(title) && isNewer(title, since));
}

/** The addresses that no announcement names. */
export function unannounced(addresses: readonly string[], announced: readonly string[]): string[] {
  const patterns = announced.map(patternOf);
  return addresses.filter((address) => !patterns.some((pattern) => pattern.test(address)));
}

/** A type also names all addresses of the type. */
const patternOf = (name: string): RegExp =>
  new RegExp(
    `^${name
      .split("*")
      .map((part) => part.replaceAll(/[.?+^$()[\]{}|\\/]/g, "\\$&"))
      .join(".*")}(\\..*)?$`,
  );
