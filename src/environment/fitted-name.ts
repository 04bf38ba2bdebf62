import { shortHash } from "../base/digests";

/**
 * A name of at most `max` characters. A longer one is cut before its `suffix` and gets a hash of the whole name, so that
 * names with the same beginning differ.
 */
export function fittedName(name: string, max: number, suffix = ""): string {
  const whole = `${name}${suffix}`;
  if (whole.length <= max) return whole;
  const ending = `-${shortHash(whole)}${suffix}`;
  return `${name.slice(0, max - ending.length).replace(/[^A-Za-z0-9]+$/, "")}${ending}`;
}
