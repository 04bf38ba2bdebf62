import { z } from "zod";
import { expects } from "../loader/expects";

/**
 * The name of a repository, as container runtimes read it: host and port, where they are given, and a path. Hosts in
 * upper case are refused too: a runtime takes `Acme/spell` for a host.
 *
 * Source: distribution/reference, grammar of `reference.go` (read 2026-11-20).
 */
const COMPONENT = "[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*";
const LABEL = "[a-z0-9]+(?:-+[a-z0-9]+)*";
const HOST = `(?:${LABEL}(?:[.]${LABEL})*|\\[[a-f0-9:]+\\])(?::[0-9]+)?`;
const NAME = new RegExp(`^(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*$`);

/** Longer names are refused by runtimes (distribution/reference, `RepositoryNameTotalLengthMax`). */
const MAX_LENGTH = 255;

/** A repository of container images, without tag. */
export const imageRepository = () =>
  z
    .string()
    .max(MAX_LENGTH)
    .regex(NAME, expects("a repository such as ghcr.io/acme/spell, without scheme and tag", fixOf));

/** What a name must not hold, in the order in which it is taken off, and how a message names it. */
const EXTRAS: readonly (readonly [extra: RegExp, inWords: (extra: string) => string])[] = [
  [/\s+/g, () => "spaces"],
  [/^[a-z][a-z0-9+.-]*:\/\//i, (scheme) => scheme],
  [/\/+$/, () => "the / at the end"],
  [/@.*$/, () => "@ and what follows, which goes under digest"],
  [/:[\w.-]*$/, (tag) => `${tag}, which goes under tag`],
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
    ...(extras.length > 0 ? [`leave out ${extras.join(" and ")}`] : []),
    ...(/[A-Z]/.test(name) ? ["use lower case"] : []),
  ];
  name = name.toLowerCase();
  const whole = NAME.test(name)
    ? name
    : "host/path with lower-case letters and digits, and . _ or - only between them";
  return [...steps, `write ${whole}`].join(", ");
}
