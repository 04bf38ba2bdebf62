import { type Check } from "../../src/checks/check";

/**
 * Finds one check that notices a change. Checks that noticed an earlier change of the same kind are asked first, so that
 * most changes need a few checks instead of all.
 */
export class FirstNotice {
  private readonly earlier = new Map<string, Check[]>();

  constructor(private readonly checks: readonly Check[]) {}

  /** A check that notices a change of a kind, such as a type of resource; undefined if none of all checks does. */
  check(kind: string, notices: (check: Check) => boolean): Check | undefined {
    const likely = this.earlier.get(kind) ?? [];
    const found = likely.find(notices) ?? this.checks.find((each) => !likely.includes(each) && notices(each));
    if (found) this.earlier.set(kind, [found, ...likely.filter((each) => each !== found)]);
    return found;
  }
}
