import { join } from "node:path";
import { userError } from "../../base/errors";
import { LAYERS, type Layer } from "../../base/layers";
import { isInCluster } from "../../infrastructure/kubernetes-rollouts";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { readStacks } from "../../terraform/output";
import { type StackJson } from "../../terraform/stack-json";

/** A stack that can be applied or destroyed. */
export interface DeployedStack {
  readonly environment: string;
  readonly layer: Layer;
  readonly name: string;
  /** Folder of the stack, relative to the current folder or absolute. */
  readonly folder: string;
  readonly json: StackJson;
}

/** The stacks of an environment, in the order in which they are applied. */
export const stacksOf = (outdir: string, environment: string): DeployedStack[] =>
  readStacks(outdir)
    .filter((stack) => stack.environment === environment)
    .map(({ layer, folder, stack }) => ({
      environment,
      layer,
      name: stack.name,
      folder: join(outdir, folder),
      json: stack,
    }));

/** The plan of an environment's stacks. */
export const planOfStacks = (stacks: readonly DeployedStack[]): EnvironmentPlan =>
  new EnvironmentPlan(
    stacks[0]?.environment ?? "",
    stacks.map(({ layer, json }) => ({ layer, stack: json })),
  );

/** The stacks of the chosen layers. Throws where the environment lacks a chosen layer. */
export function chosenStacks(
  stacks: readonly DeployedStack[],
  layers: readonly Layer[],
): readonly DeployedStack[] {
  const missing = layers.filter((layer) => !stacks.some((stack) => stack.layer === layer));
  if (missing.length === 0) return stacks.filter(({ layer }) => layers.includes(layer));
  throw userError({
    place: "--layers",
    got: missing.join(", "),
    expected: `layers of the environment: ${stacks.map(({ layer }) => layer).join(", ")}`,
    fix: "choose from these",
  });
}

/** Layers that are applied after one. */
export const layersAfter = (layer: Layer): readonly Layer[] => LAYERS.slice(LAYERS.indexOf(layer) + 1);

/** The stacks that make objects in Kubernetes, whose pods are awaited. */
export const watched = (stacks: readonly DeployedStack[]): readonly DeployedStack[] =>
  stacks.filter(({ json }) => isInCluster(json));
