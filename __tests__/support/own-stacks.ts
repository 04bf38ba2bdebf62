import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { withOwnBlocks } from "../../src/terraform/merge";
import { readOwnFile } from "../../src/terraform/own-file";
import { StackJson } from "../../src/terraform/stack-json";
import { LAYERS, type Layer } from "../../src/base/layers";
import { planOf } from "./reference-plans";

/** A stack with a file of its owner in HCL. */
export const withOwnFile = (stack: StackJson, text: string): StackJson =>
  new StackJson(
    stack.name,
    withOwnBlocks(stack.json, new Map([["own-x.tf", readOwnFile("own-x.tf", text)]])),
    stack.json,
  );

/** A reference environment with such a file in one layer. */
export const environmentWithOwnFile = (environment: string, layer: Layer, text: string): EnvironmentPlan =>
  new EnvironmentPlan(
    environment,
    LAYERS.map((each) => {
      const stack = planOf(environment).stack(each);
      return { layer: each, stack: each === layer ? withOwnFile(stack, text) : stack };
    }),
  );
