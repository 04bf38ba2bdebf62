import { StackJson } from "../../../src/terraform/stack-json";
import { type Layer } from "../../../src/base/layers";
import { everyStep, notValidated, table } from "../../real/terraform/harness/summary";
import { type Step } from "../../real/terraform/harness/steps";

const stackOf = (layer: Layer) => ({
  environment: "shop",
  layer,
  folder: "",
  after: [],
  stack: new StackJson(`shop-${layer}`, {}),
});
const step = (layer: Layer, name: string, seconds: number): Step => ({
  test: "full life",
  stack: `shop-${layer}`,
  name,
  seconds,
});
const STACKS = [stackOf("state"), stackOf("network"), stackOf("models")];
const absent = ({ layer }: { layer: Layer }) => (layer === "models" ? ["hashicorp/helm"] : []);

/** The cells of a stack's row. */
const rowOf = (printed: string, stack: string): string[] => {
  const line = printed.split("\n").find((each) => each.includes(` ${stack} `)) ?? "";
  return line.split("│").flatMap((cell) => cell.trim() || []);
};

test("a row has the duration of the first run of each step, in seconds", () => {
  const steps = [step("network", "plan", 2.04), step("network", "apply", 30), step("network", "plan", 9)];
  const printed = table(STACKS, steps, absent);
  expect(rowOf(printed, "shop-network")).toEqual(["shop-network", "- 1", "- 1", "2.0", "30.0", "- 1", "- 1"]);
});

test("a step that did not run has a note with the reason", () => {
  const printed = table(STACKS, [], absent);
  expect(rowOf(printed, "shop-state")).toEqual(["shop-state", "- 1", "- 1", "- 1", "- 1", "- 1", "- 2"]);
  expect(rowOf(printed, "shop-models")).toEqual(["shop-models", "- 3", "- 3", "- 4", "- 4", "- 4", "- 4"]);
  expect(printed).toContain("- 1  no test of this run includes it, or it failed");
  expect(printed).toContain("- 2  protected by prevent_destroy");
  expect(printed).toContain("- 3  its provider hashicorp/helm is not installed");
  expect(printed).toContain("- 4  its providers need a Kubernetes API server");
});

test("stacks that were not validated are counted, and listed with the reason", () => {
  const steps = [step("state", "validate", 2), step("network", "init", 1)];
  expect(notValidated(STACKS, steps, absent).split("\n")).toEqual([
    "Terraform validated 1 of 3 stacks",
    "  1, because no test of this run includes it, or it failed: shop-network",
    "  1, because its provider hashicorp/helm is not installed: shop-models",
  ]);
});

test("every step of every test is listed in order, including repeated steps", () => {
  const steps = [step("state", "plan", 1), step("network", "plan", 2), step("state", "plan", 3.26)];
  expect(everyStep(steps).split("\n").slice(1)).toEqual([
    "  full life, shop-state: plan 1.0, plan 3.3",
    "  full life, shop-network: plan 2.0",
  ]);
});
