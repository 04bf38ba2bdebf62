import { statedIn } from "../../../src/infrastructure/stated";
import { acceptedBlocks } from "../../../src/checks/terraform/accepted-blocks";
import { ownBlockNotJudged } from "../../../src/checks/terraform/own-block-not-judged";
import { CONTEXT } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";

const URL = 'resource "aws_lambda_function_url" "u" {\n  function_name = "f"\n}\n';
const OUTPUT = 'output "o" {\n  value = 1\n}\n';
const PLAN = environmentWithOwnFile("mlapp", "network", `${URL}${OUTPUT}`);

/** The digest that the error of the block prints. */
const DIGEST = /digest: (\w+)/.exec(ownBlockNotJudged.run(PLAN, CONTEXT)[0]?.fix ?? "")?.[1] ?? "";
const ENTRY = {
  address: "aws_lambda_function_url.u",
  digest: DIGEST,
  reason: "no secret",
  until: "2027-01-31",
};

type Entry = Readonly<Record<keyof typeof ENTRY, string>>;

/** Findings on entries of a file, with its name. */
function problemsOf(entries: readonly Entry[], file = "mlapp.yaml") {
  const settings = entries.flatMap((entry, index) =>
    Object.entries(entry).map(([key, value]) => ({
      path: ["acceptedBlocks", index, key],
      value,
      at: `environments/${file}:${index + 1}:1`,
    })),
  );
  return acceptedBlocks.run(PLAN, { ...CONTEXT, statedOf: () => statedIn(settings) });
}

test("an entry that accepts a block has no finding", () => {
  expect(problemsOf([ENTRY])).toEqual([]);
});

test.each([
  ["expired", { until: "2026-11-19" }, "until", /expired on 2026-11-19/, /set a new last day/],
  [
    "of another block",
    { address: "aws_lambda_function_url.v" },
    "address",
    /no own block .*did you mean aws_lambda_function_url\.u\?/,
    /remove the entry/,
  ],
  [
    "of an edited block",
    { digest: "bcdfghjklmnpqrst" },
    "digest",
    /is another block/,
    /write digest: \w{16}$/,
  ],
  ["of a block that needs none", { address: "output.o" }, "digest", /is another block/, /write digest/],
] as const)("fails with an entry that is %s", (_, change, key, words, fix) => {
  const [problem, ...others] = problemsOf([{ ...ENTRY, ...change }]);
  expect(problem).toMatchObject({
    cause: ["acceptedBlocks", 0, key],
    message: expect.stringMatching(words) as string,
    fix: expect.stringMatching(fix) as string,
  });
  expect(others).toEqual([]);
});

test("fails with an entry of a block of which every part is judged or harmless", () => {
  const [wrong] = problemsOf([{ ...ENTRY, address: "output.o" }]);
  const digest = /digest: (\w+)/.exec(wrong?.fix ?? "")?.[1] ?? "";
  expect(problemsOf([{ ...ENTRY, address: "output.o", digest }])).toMatchObject([
    { message: "acceptedBlocks[0] accepts nothing: every part of output.o is judged or harmless" },
  ]);
});

test("fails with a second entry of the same block", () => {
  expect(problemsOf([ENTRY, ENTRY])).toMatchObject([
    {
      cause: ["acceptedBlocks", 1, "address"],
      message: expect.stringContaining("an earlier entry") as string,
    },
  ]);
});

test("a second entry after an expired one accepts the block", () => {
  expect(problemsOf([{ ...ENTRY, until: "2026-11-19" }, ENTRY])).toMatchObject([
    { cause: ["acceptedBlocks", 0, "until"] },
  ]);
});

test("an entry of a file that the environment extends may accept nothing", () => {
  expect(problemsOf([{ ...ENTRY, address: "aws_lambda_function_url.v" }], "base.yaml")).toEqual([]);
});
