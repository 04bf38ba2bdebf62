import { z } from "../../base/zod";
import { expects } from "../expects";

/**
 * Repository name as container runtimes parse it: an optional host and port, and a path. Uppercase hosts are refused,
 * because a runtime parses `Acme` in `Acme/spell` as a host.
 *
 * Source: distribution/reference, grammar of `reference.go` (read 2026-11-20).
 */
const COMPONENT = "[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*";
const LABEL = "[a-z0-9]+(?:-+[a-z0-9]+)*";
const HOST = `(?:${LABEL}(?:[.]${LABEL})*|\\[[a-f0-9:]+\\])(?::[0-9]+)?`;
const NAME = new RegExp(`^(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*$`);

/** Runtimes refuse longer names (distribution/reference, `RepositoryNameTotalLengthMax`). */
const MAX_LENGTH = 255;

/** Container image repository, without a tag. */
export const imageRepository = () =>
  z
    .string()
    .max(MAX_LENGTH)
    .regex(NAME, expects("a repository such as ghcr.io/acme/spell, without scheme and tag", fixOf));

/** Parts that a name must not contain, in the order in which they are removed, each with its name in messages. */
const EXTRAS: readonly (readonly [extra: RegExp, inWords: (extra: string) => string])[] = [
  [/\s+/g, () => "spaces"],
  [/^[a-z][a-z0-9+.-]*:\/\//i, (scheme) => scheme],
  [/\/+$/, () => "the trailing /"],
  [/@.*$/, () => "the digest (set image.digest)"],
  [/:[\w.-]*$/, (tag) => `${tag} (set image.tag)`],
];

function fixOf(given: string): string {
  let name = given;
  const extras: string[] = [];
  for (const [extra, inWords] of EXTRAS) {
    const [found] = name.match(extra) ?? [];
    if (found === undefined) continue;
    extras.push(inWords(found));
    name = name.replace(extra, "");
  }
  const steps = [
    ...(extras.length > 0 ? [`remove ${extras.join(" and ")}`] : []),
    ...(/[A-Z]/.test(name) ? ["use lowercase"] : []),
  ];
  name = name.toLowerCase();
  const whole = NAME.test(name)
    ? name
    : "host/path with lowercase letters and digits, and . _ or - only between them";
  return [...steps, `write ${whole}`].join(", ");
}
