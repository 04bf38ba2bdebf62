import { readFileSync } from "node:fs";
import { join } from "node:path";
import { networkMiBpsOf } from "../../../src/facts/instance-network";
import { predictedColdStart, readSeconds } from "../../../src/facts/cold-start";
import { checkpointMiB } from "../../../src/facts/memory";
import { MODEL_CARDS } from "../../../src/facts/model-cards";
import { COLD_STARTS } from "../../../src/evidence/cold-starts";

const MIB = 2 ** 20;

const start = (parallelPull: boolean, weightsMiB: number, type: string) =>
  predictedColdStart({
    way: "stream",
    weightsMiB,
    networkMiBps: networkMiBpsOf(type) ?? 0,
    diskMiBps: 125,
    parallelPull,
    compileCached: false,
  });

/** The lab states no model: the smallest one of the table starts at least as fast. */
const SMALLEST = Math.min(...Object.values(COLD_STARTS.checkpointBytes)) / MIB;

const sum = (
  names: readonly ReturnType<typeof predictedColdStart>["terms"][number]["name"][],
  parallelPull = false,
): number =>
  start(parallelPull, SMALLEST, "g4dn.xlarge")
    .terms.filter(({ name }) => names.includes(name))
    .reduce((all, { seconds }) => all + seconds, 0);

const PREDICTED: Readonly<Record<(typeof COLD_STARTS.parts)[number]["part"], number>> = {
  node: sum(["node"]),
  image: sum(["image"]),
  "image in parallel": sum(["image"], true),
  "container without weights": sum(["server", "compilation", "warm-up"]),
  "all with weights": start(false, SMALLEST, "g4dn.xlarge").seconds,
};

interface Compared {
  readonly run: string;
  readonly part: string;
  readonly published: number;
  readonly predicted: number;
  readonly source: string;
}

const READS: readonly Compared[] = COLD_STARTS.reads.map(({ run, instanceType, bytes, seconds, source }) => ({
  run: `${run}, ${instanceType}`,
  part: "weights by a stream from S3",
  published: seconds,
  predicted: readSeconds("stream", {
    weightsMiB: bytes / MIB,
    networkMiBps: networkMiBpsOf(instanceType) ?? 0,
    diskMiBps: 125,
  }),
  source,
}));

const COMPARED: readonly Compared[] = [
  ...READS,
  ...COLD_STARTS.parts.map(({ run, part, seconds, source }) => ({
    run,
    part,
    published: seconds,
    predicted: PREDICTED[part],
    source,
  })),
];

test.each(COMPARED)("a prediction of $part is no shorter than that of $run", ({ published, predicted }) => {
  expect(predicted).toBeGreaterThanOrEqual(published);
});

test.each(READS)("a predicted read is less than twice that of $run", ({ published, predicted }) => {
  expect(predicted).toBeLessThan(2 * published);
});

test("each part has a published time of at least half of its prediction", () => {
  const parts = [...new Set(COMPARED.map(({ part }) => part))];
  expect(
    parts.filter((part) =>
      COMPARED.every((each) => each.part !== part || each.published < each.predicted / 2),
    ),
  ).toEqual([]);
});

test("the page of weights has each prediction beside the published time and its source", () => {
  const page = readFileSync(join(__dirname, "../../../docs/guide/model-weights.md"), "utf8");
  const rows = [...page.matchAll(/^\| (.+?) \|$/gm)].map(([, row = ""]) =>
    row.split("|").map((cell) => cell.trim()),
  );
  const expected = COMPARED.map(({ run, part, published, predicted, source }) => [
    run,
    part,
    String(published),
    String(Math.round(predicted)),
    source,
  ]);
  expect(rows).toEqual(expect.arrayContaining(expected));
});

test("files of each card have the size of their index, within a thousandth", () => {
  const cards = Object.keys(COLD_STARTS.checkpointBytes).map((name) => {
    const card = MODEL_CARDS[name as keyof typeof MODEL_CARDS];
    const mib = checkpointMiB({ card, tensorParallel: 1, maxLength: 1, dtype: "bfloat16" });
    return [name, Math.abs((mib * MIB) / (COLD_STARTS.checkpointBytes[name] ?? 0) - 1) < 0.001];
  });
  expect(cards.filter(([, isEqual]) => isEqual !== true)).toEqual([]);
});
