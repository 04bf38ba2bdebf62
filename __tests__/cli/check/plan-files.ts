import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Layer, LAYERS } from "../../../src/base/layers";
import { runCheck } from "../../../src/cli/check/command";
import { type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { type Editable } from "../../support/altered";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { type PlanShape, type WrittenModule, terraformPlan } from "../../support/terraform-plans";
import { resynthesize } from "../../../src/synth/resynthesize";

/** A plan before the first apply, of a configuration in JSON. */
export const NEW: PlanShape = { syntax: "json", applied: false };

/** Every kind of plan. */
export const SHAPES: readonly PlanShape[] = (["json", "hcl"] as const).flatMap((syntax) =>
  [false, true].map((applied) => ({ syntax, applied })),
);

/** The shapes with a title for `test.each`. */
export const TITLED_SHAPES = SHAPES.map(
  (shape) =>
    [`${shape.syntax.toUpperCase()} ${shape.applied ? "after" : "before"} the first apply`, shape] as const,
);

export const check = (...args: string[]): Run =>
  runOf((output) => runCheck(args, { variables: {}, today: TODAY, resynthesize }, output));

/** Exit status and JSON report of a run without errors. What is not judged is no error. */
export function reported(...args: string[]): { readonly status: number; readonly results: Editable[] } {
  const { status, stdout, stderr } = check(...args, "--json");
  expect(stderr.replace(/^[\w-]+: not judged: .*\n$/, "")).toBe("");
  return { status, results: (JSON.parse(stdout) as { findings: Editable[] }).findings };
}

export const found = (...args: string[]): Editable[] => reported(...args).results;

export interface PlanEdits {
  /** Edits the synthesized stack before it is planned. @default - none */
  readonly edit?: (json: Editable) => void;
  /** Edits the plan. @default - none */
  readonly editPlan?: (plan: Editable) => void;
  /** The module that is planned. @default - the synthesized stack */
  readonly module?: WrittenModule;
}

/** Writes plans to a folder. */
export class PlanFiles {
  constructor(private readonly folder: string) {}

  /** Path of a plan of one stack. */
  of(
    environment: string,
    layer: Layer,
    shape: PlanShape = NEW,
    { edit, editPlan, module }: PlanEdits = {},
  ): string {
    const { stacks } = planOf(environment);
    const json = structuredClone(planOf(environment).stack(layer).json) as Editable;
    edit?.(json);
    const plan = terraformPlan(
      new StackJson(`${environment}-${layer}`, json as JsonObject),
      shape,
      (from, output) => {
        const emitted = stacks.find(({ name }) => name === `${environment}-${from}`);
        const value = (emitted?.outputs[output] as Editable | undefined)?.["value"] as unknown;
        return Array.isArray(value) ? value.length : undefined;
      },
      module,
    );
    editPlan?.(plan);
    const file = join(this.folder, `${environment}-${layer}-${shape.syntax}-${String(shape.applied)}.json`);
    writeFileSync(file, JSON.stringify(plan));
    return file;
  }

  /** The options of plans of all stacks of an environment. */
  ofAll(
    environment: string,
    shape: PlanShape,
    moduleOfLayer: (layer: Layer) => WrittenModule | undefined = () => undefined,
  ): string[] {
    return LAYERS.flatMap((layer) => {
      const module = moduleOfLayer(layer);
      const file = this.of(environment, layer, shape, module ? { module } : {});
      // A module that creates nothing has no resource with the tags of its provider.
      return ["--plan", module ? `${environment}-${layer}=${file}` : file];
    });
  }
}
