/** Results that are right, or that no check can decide, each with its reason. */
export interface KnownResult {
  /** Class of the change. */
  readonly class: RegExp;
  readonly change: RegExp;
  /** Start of the finding of a legitimate change. @default - the change is a danger without a finding */
  readonly finding?: RegExp;
  readonly reason: string;
}

const OWN_FILES = /^own files$/;

export const KNOWN_RESULTS: readonly KnownResult[] = [
  {
    class: OWN_FILES,
    change: /./,
    finding: /^own-block-not-judged /,
    reason:
      "own files are a closed world: the owner accepts such a block in acceptedBlocks, and reports name it",
  },
  {
    class: OWN_FILES,
    change: /role/,
    finding: /^role-boundaries /,
    reason: "the file of the environment requires boundaries of all roles",
  },
  {
    class: OWN_FILES,
    change: /rights/,
    finding: /^rights-of-groups /,
    reason: "the file of the environment names the groups of people, and this one is not among them",
  },
  {
    class: /^files of environments$/,
    change: /^another tag of images$/,
    finding: /^low-user-id /,
    reason: "no fact tells the user of a version that is unknown, so the user that the pod has is named",
  },
  {
    class: /^files of environments$/,
    change: /^another range of operators$/,
    finding: /^operators-reach-api /,
    reason: "the file has no attachment with a route to the range",
  },
  {
    class: /^same value in another form$/,
    change: /^(assume_role_policy|policy|chart) as a local value$/,
    finding: /./,
    reason:
      "not judged: a reader of a hand-over keeps a local value that refers to blocks or to the folder of the module, and checks of policies and charts do not follow it",
  },
];

export const isKnown = (
  change: { readonly class: string; readonly change: string },
  finding?: string,
): boolean =>
  KNOWN_RESULTS.some(
    (each) =>
      each.class.test(change.class) &&
      each.change.test(change.change) &&
      (finding === undefined ? each.finding === undefined : each.finding?.test(finding) === true),
  );
