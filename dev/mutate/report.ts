import { counted } from "../../src/base/counted";
import { accepts } from "./accepted/row";
import { ACCEPTED_SURVIVORS } from "./accepted/all";
import { KINDS } from "./changes";
import { type Outcome } from "./judge";
import { type Scored, isAsExpected } from "./score";

/** Counts of changes of an environment, a class or a kind. */
export interface Summary {
  /** `all`, or the name of an environment, a class or a kind. */
  readonly of: string;
  readonly changes: number;
  /** Without origins of blocks. */
  readonly off: Readonly<Record<Outcome, number>>;
  /** With origins of blocks. */
  readonly on: Readonly<Record<Outcome, number>>;
  /** Silent changes that are no danger, with the reason. */
  readonly accepted: number;
  /** Named changes without origins, in percent of all but the accepted ones. */
  readonly percentNamed: number;
}

export function summaryOf(of: string, scored: readonly Scored[]): Summary {
  const count = (mode: "off" | "on"): Record<Outcome, number> => {
    const of_ = (outcome: Outcome): number => scored.filter((each) => each[mode].outcome === outcome).length;
    return { named: of_("named"), stopped: of_("stopped"), silent: of_("silent") };
  };
  const off = count("off");
  const accepted = scored.filter((each) => isSilent(each) && isHarmless(each)).length;
  const dangers = scored.length - accepted;
  return {
    of,
    changes: scored.length,
    off,
    on: count("on"),
    accepted,
    // Without any danger, nothing is unnamed.
    percentNamed: dangers === 0 ? 100 : (100 * off.named) / dangers,
  };
}

/** A summary for each value of a key, in the order of the changes. */
export function summariesBy(
  key: "environment" | "class" | "kind",
  scored: readonly Scored[],
): readonly Summary[] {
  const values = key === "kind" ? KINDS : [...new Set(scored.map((each) => each[key]))];
  return values
    .map((value) =>
      summaryOf(
        value,
        scored.filter((each) => each[key] === value),
      ),
    )
    .filter(({ changes }) => changes > 0);
}

export const line = ({ of, changes, off, on, accepted, percentNamed }: Summary): string =>
  `${of}: ${counted(changes, "change")}; without origins ${off.named} named (${percentNamed.toFixed(1)} %), ` +
  `${off.stopped} stopped, ${off.silent} silent, of which ${accepted} no danger; ` +
  `with origins ${on.named} named, ${on.stopped} stopped, ${on.silent} silent\n`;

const isSilent = ({ off, on }: Scored): boolean => off.outcome === "silent" || on.outcome === "silent";

const isHarmless = (change: Scored): boolean =>
  ACCEPTED_SURVIVORS.some((each) => each.isGap !== true && accepts(each, change));

const isAccepted = (change: Scored): boolean => ACCEPTED_SURVIVORS.some((each) => accepts(each, change));

/** Changes that nothing notices, without an accepted reason. */
export const unexplained = (scored: readonly Scored[]): Scored[] =>
  scored.filter((each) => isSilent(each) && !isAccepted(each));

/** Attacks that none of the expected checks names. */
export const unexpected = (scored: readonly Scored[]): Scored[] =>
  scored.filter((each) => !isAsExpected(each));

/** Accepted reasons without a silent change. Each could hide a future one. */
export const staleReasons = (scored: readonly Scored[]): string[] => {
  const silent = scored.filter(isSilent);
  return ACCEPTED_SURVIVORS.filter((each) => !silent.some((change) => accepts(each, change))).map(
    ({ address, change, reason }) => `${address.source} ${change.source}: ${reason}`,
  );
};

/** A change and its place. */
export interface PlacedChange {
  readonly environment: string;
  readonly stack: string;
  readonly address: string;
  readonly change: string;
}

export const placedIn = ({ environment, layer, address, change }: Scored): PlacedChange => ({
  environment,
  stack: `${environment}-${layer}`,
  address,
  change,
});

export interface CheckScore {
  readonly check: string;
  readonly noticed: number;
  readonly alone: readonly PlacedChange[];
}

/** Changes that each of some checks notices, and those that no other one does. */
export const checksOf = (ids: readonly string[], scored: readonly Scored[]): CheckScore[] =>
  ids.map((check) => {
    const noticing = scored.filter(({ off }) => off.by.includes(check));
    return {
      check,
      noticed: noticing.length,
      alone: noticing.filter(({ off }) => off.by.length === 1).map(placedIn),
    };
  });
