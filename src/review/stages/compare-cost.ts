import { removedClaims } from "../../infrastructure/kubernetes-volumes";
import { type LineDifference, costDifferences } from "../../cost/difference";
import { type Estimate, estimate } from "../../cost/estimate";
import { type CostLine, USUAL } from "../../cost/line";
import { PRICES_KEY, ownPricesIn } from "../../cost/own-prices";
import { volumeItem } from "../../cost/volumes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type EnvironmentChanges } from "../compare-environments";

export interface CostReview {
  readonly before: Estimate | undefined;
  readonly after: Estimate | undefined;
  /** Differences on the bill. */
  readonly differences: readonly LineDifference[];
  /** Lines of resources that stay in AWS and are billed, although no stack has them any more. */
  readonly staying: readonly CostLine[];
}

/** One side of a review, as the estimate needs it. */
export interface CostSide {
  /** Undefined if the side does not have the environment. */
  readonly plan: EnvironmentPlan | undefined;
  readonly record: EnvironmentRecord;
}

export const NO_COST: CostReview = { before: undefined, after: undefined, differences: [], staying: [] };

/**
 * Compares the cost of both sides. A missing environment costs nothing, but its resources stay
 * billed: Terraform destroys nothing of a removed stack, and forgets what a `removed` block names.
 * Volumes of claims stay until the claims are deleted.
 */
export function compareCost(
  old: CostSide,
  now: CostSide,
  { abandoned, resources }: EnvironmentChanges,
  today: string,
): CostReview {
  const of = ({ plan, record }: CostSide): Estimate | undefined =>
    plan && estimate(plan, { ...USUAL, today }, ownPricesIn(record.settings));
  const [before, after] = [of(old), of(now)];
  const billed = new Set((after?.lines ?? []).map(placeOfLine));
  const forgotten = new Set(resources.filter(({ handover }) => handover === "forget").map(placeOfLine));
  const claims = new Set(
    old.plan && now.plan
      ? removedClaims(old.plan, now.plan).left.map(
          (claim) => `${placeOfLine(claim.resource)} ${volumeItem(claim)}`,
        )
      : [],
  );
  const isLeft = (line: CostLine): boolean =>
    claims.has(`${placeOfLine(line)} ${line.item}`) ||
    abandoned.some(({ layer }) => layer === line.layer) ||
    (forgotten.has(placeOfLine(line)) && !billed.has(placeOfLine(line)));
  const staying = (before?.lines ?? []).filter((line) => !line.found && isLeft(line));
  const moves = new Map(
    resources.flatMap(({ layer, address, from }) =>
      from === undefined ? [] : [[placeOfLine({ layer, address: from }), address] as const],
    ),
  );
  const compared = before && {
    ...before,
    lines: before.lines
      .filter((line) => !staying.includes(line))
      .map((line) => ({ ...line, address: moves.get(placeOfLine(line)) ?? line.address })),
  };
  return { before, after, differences: costDifferences(compared, after), staying };
}

const placeOfLine = ({ layer, address }: Pick<CostLine, "layer" | "address">): string =>
  `${layer}/${address}`;

/** True if both sides have the same own prices. */
export const hasSamePrices = (before: EnvironmentRecord, after: EnvironmentRecord): boolean =>
  pricesIn(before) === pricesIn(after);

const pricesIn = ({ settings }: EnvironmentRecord): string =>
  JSON.stringify(
    settings.filter(({ path }) => path[0] === PRICES_KEY).map(({ path, value }) => [path, value]),
  );
