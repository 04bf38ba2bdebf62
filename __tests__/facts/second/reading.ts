/** A comparison of facts with a second source, each difference in words. */
export interface SecondReading {
  readonly title: string;
  readonly differences: () => readonly string[];
}

/** The difference of one fact; none if both sources have the same value. */
export const differing = (fact: string, own: unknown, second: unknown): readonly string[] =>
  JSON.stringify(own) === JSON.stringify(second)
    ? []
    : [`${fact}: ${JSON.stringify(own)}, and ${JSON.stringify(second)} in the second source`];

/** Names that only one of two lists has. */
export const differingNames = (
  fact: string,
  own: readonly (string | number)[],
  second: readonly (string | number)[],
): readonly string[] => [
  ...own
    .filter((each) => !second.includes(each))
    .map((each) => `${fact}: ${each} is not in the second source`),
  ...second
    .filter((each) => !own.includes(each))
    .map((each) => `${fact}: ${each} is only in the second source`),
];
