import { runsOf } from "../../support/covering-sample";
import { Deployment } from "./harness/deployment";
import { scaleToMaximum, settled } from "./harness/models";
import {
  type PodCounts,
  predictedWithoutNode,
  refusedObjects,
  refusedPods,
  warningsOf,
  withoutNode,
} from "./harness/outcome";
import { recordLine } from "./harness/run";
import { keptAlike } from "./harness/second-apply";
import { type Covering, type Row, hasPair, pairsOf } from "./matrix/covering";
import { DIMENSIONS } from "./matrix/dimensions";
import { coveringRows, pairInWords, planOfRow, rowInWords } from "./matrix/environments";

/** The gate deploys the first rows, which have the most pairs; the nightly gate deploys all. */
const ROWS = runsOf({ whole: Infinity, gate: 4 });

/** Answers of Kubernetes to the environment of a row. */
interface Outcome {
  readonly row: Row;
  readonly objects: number;
  readonly refusedObjects: readonly string[];
  readonly warnings: readonly string[];
  readonly refusedPods: readonly string[];
  /** Pods without a node at minimum and at maximum replicas, by Kubernetes and by the checks. */
  readonly withoutNode: readonly PodCounts[];
  readonly predicted: readonly PodCounts[];
  readonly changed: readonly string[];
}

let found: Covering;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  found = coveringRows();
  for (const row of found.rows.slice(0, ROWS)) outcomes.push(await deployed(row));
}, 1_800_000);

async function deployed(row: Row): Promise<Outcome> {
  const deployment = await Deployment.of(planOfRow(row));
  try {
    await settled(deployment, ({ min }) => min);
    const atMinimum = withoutNode(deployment);
    const { compared, changed } = await keptAlike(deployment);
    await scaleToMaximum(deployment);
    return {
      row,
      objects: compared,
      refusedObjects: refusedObjects(deployment),
      warnings: warningsOf(deployment),
      refusedPods: refusedPods(deployment.events),
      withoutNode: [atMinimum, withoutNode(deployment)],
      predicted: [
        predictedWithoutNode(deployment.plan, ({ min }) => min),
        predictedWithoutNode(deployment.plan, ({ max }) => max),
      ],
      changed,
    };
  } catch (error) {
    throw new Error(rowInWords(row), { cause: error });
  } finally {
    await deployment.stop();
  }
}

/** Lines of all rows, each with its row. */
const linesOf = (of: (outcome: Outcome) => readonly string[]): string[] =>
  outcomes.flatMap((outcome) => of(outcome).map((line) => `${line} (${rowInWords(outcome.row)})`));

test("an accepted environment has each pair of options, except for the pairs that the configuration refuses", () => {
  expect(found.missing.map(({ pair, reason }) => `${pairInWords(pair)}: ${reason}`)).toEqual(NOT_POSSIBLE);
  const deployedRows = outcomes.map(({ row }) => row);
  const pairs = pairsOf(DIMENSIONS.map(({ options }) => options.length));
  const inDeployed = pairs.filter((pair) => deployedRows.some((row) => hasPair(row, pair)));
  recordLine(
    `matrix of ${DIMENSIONS.length} options: ${outcomes.length} of ${found.rows.length} environments deployed, with ${inDeployed.length} of ${pairs.length} pairs; ${found.missing.length} pairs not possible`,
  );
  const short = outcomes.filter(({ withoutNode: counts }) => Object.keys(counts[1] ?? {}).length > 0);
  recordLine(`matrix: ${short.length} environments have pods without a node at maximum replicas`);
  for (const { pair, reason } of found.missing) recordLine(`not possible: ${pairInWords(pair)}: ${reason}`);
});

test("every object is accepted at the first attempt, without a warning", () => {
  expect(outcomes).not.toEqual([]);
  expect(outcomes.filter(({ objects }) => objects <= 10)).toEqual([]);
  expect(linesOf((outcome) => outcome.refusedObjects)).toEqual([]);
  expect(linesOf(({ warnings }) => warnings)).toEqual([]);
});

test("no pod is refused by Pod Security, a quota or a LimitRange", () => {
  expect(linesOf((outcome) => outcome.refusedPods)).toEqual([]);
});

test("the pods without a node at minimum and maximum replicas are as many as the checks count", () => {
  // Two models of a row are alike. The scheduler decides whose pods get the last room, so only their sum is predicted.
  const inWords = (counts: readonly PodCounts[]): string[] =>
    counts.map((each) => {
      const platform = each["platform"] ?? 0;
      const all = Object.values(each).reduce((sum, count) => sum + count, 0);
      return `${all - platform} of models and ${platform} of the platform`;
    });
  const wrong = linesOf((outcome) => {
    const [seen, predicted] = [outcome.withoutNode, outcome.predicted].map(inWords);
    const isSame = String(seen) === String(predicted);
    return isSame ? [] : [`without a node: ${String(seen)}, in the checks: ${String(predicted)}`];
  });
  expect(wrong).toEqual([]);
});

test("a second apply changes nothing", () => {
  expect(linesOf(({ changed }) => changed)).toEqual([]);
});

/** Pairs in no environment, with the problem that the configuration reports. */
const NOT_POSSIBLE = [
  "pods on: Fargate + secrets: 1: models.0.secrets: expected no secrets on Fargate, which has no DaemonSets to mount them",
  "pods on: Fargate + secrets: 2 with a key: models.0.secrets: expected no secrets on Fargate, which has no DaemonSets to mount them",
  "entry: ALB of Terraform + models: 2: models: expected one model with entry.type terraform-alb, which has one target group",
  "egress: none + image: public registry: models.0.image.repository: expected an ECR repository in a network without internet access",
];
