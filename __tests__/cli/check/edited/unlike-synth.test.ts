import { VERSION } from "../../../../src/base/version";
import { unlikeSynth } from "../../../../src/cli/check/unlike-synth";
import { type OutputStack } from "../../../../src/terraform/output";
import { type TrialSynth } from "../../../../src/project/trial-synth";
import { type JsonObject, StackJson } from "../../../../src/terraform/stack-json";
import { noteFinding } from "../../../support/failing-checks";

const settings = [{ path: ["models", 0, "startupSeconds"], value: 5000 }] as const;

const stackWith = (launchTemplate: JsonObject): StackJson =>
  new StackJson("shop-cluster", { resource: { aws_launch_template: { general: launchTemplate } } });

const written = stackWith({ name: "shop-general" });

const outputWith = (stack: StackJson): OutputStack[] => [
  { environment: "shop", layer: "cluster", folder: "stacks/shop-cluster", after: [], stack },
];

/** Problems of an output whose settings synth turns into the written stack. */
function problemsOf(stack: StackJson, refused: ReturnType<TrialSynth>["refused"] = [], version = VERSION) {
  const synth: TrialSynth = () => ({ stacks: new Map([["cluster" as const, written]]), refused });
  const unlike = unlikeSynth("shop", outputWith(stack), { settings, version }, synth);
  for (const { check } of unlike?.results ?? []) noteFinding(check.id);
  return unlike?.results.map(({ check, address, message }) => ({ check: check.id, address, message }));
}

test("a block as synth writes it has no problem", () => {
  expect(problemsOf(written)).toEqual([]);
});

test("another value of an argument that no list calls harmless is named", () => {
  expect(problemsOf(stackWith({ name: "shop-general", image_id: "ami-0123456789abcdef0" }))).toEqual([
    {
      check: "differs-from-synth",
      address: "aws_launch_template.general",
      message: expect.stringContaining("image_id") as string,
    },
  ]);
});

test("a block that is gone is named", () => {
  expect(problemsOf(new StackJson("shop-cluster", {}))).toEqual([
    {
      check: "differs-from-synth",
      address: "aws_launch_template.general",
      message: "synth writes the block for these settings, and it is missing",
    },
  ]);
});

test("a setting that a rule refuses is named with its value", () => {
  const path = ["models", 0, "startupSeconds"];
  const refused = [{ path, text: "expected at most 3600; write fewer seconds" }];
  expect(problemsOf(written, refused)).toEqual([
    {
      check: "settings-allowed",
      address: "settings",
      message: "models[0].startupSeconds: given 5000, expected at most 3600; write fewer seconds",
    },
  ]);
});

test("an output of another version is not compared", () => {
  expect(problemsOf(new StackJson("shop-cluster", {}), [], "0.0.1")).toBeUndefined();
});

test("an expression with other brackets and the same meaning is no difference", () => {
  const withPriority = (priority: string): StackJson =>
    stackWith({ name: "shop-general", key_name: priority });
  const synth: TrialSynth = () => ({
    stacks: new Map([["cluster" as const, withPriority("${(10000 + count.index)}")]]),
  });
  const found = (priority: string) =>
    unlikeSynth("shop", outputWith(withPriority(priority)), { settings, version: VERSION }, synth)?.results;
  expect(found("${10000 + count.index}")).toEqual([]);
  expect(found("${10001 + count.index}")).toHaveLength(1);
});
