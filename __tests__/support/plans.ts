import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import "cdktf/lib/testing/adapters/jest";
import { parse } from "yaml";
import { buildApp } from "../../src/app";
import { environmentSchema } from "../../src/config/schema";
import type { Layer } from "../../src/stacks/layer-stack";
import { type JsonObject, StackJson } from "../../src/synthesized/stack-json";

Testing.setupJest();

export const ENVIRONMENTS = [
  "mlapp",
  "ml-inference-prod",
  "retail-forecast",
  "retail-forecast-console",
  "retail-forecast-option-b",
] as const;

/** The synthesized stacks of one environment. */
export class Plan {
  constructor(
    readonly environment: string,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  /** The stack as text, for `toHaveResourceWithProperties`. */
  text(layer: Layer): string {
    const text = this.texts.get(`${this.environment}-${layer}`);
    if (text === undefined) throw new Error(`${this.environment} has no ${layer} stack`);
    return text;
  }

  stack(layer: Layer): StackJson {
    return new StackJson(`${this.environment}-${layer}`, JSON.parse(this.text(layer)) as JsonObject);
  }

  get stacks(): StackJson[] {
    return [...this.texts].map(([name, text]) => new StackJson(name, JSON.parse(text) as JsonObject));
  }
}

const unchanged = new Map<string, Plan>();

/** The plan of a reference environment as it stands; synthesized once for each test file. */
export function planOf(environment: string): Plan {
  const plan = unchanged.get(environment) ?? planWith(environment, {});
  unchanged.set(environment, plan);
  return plan;
}

/** The plan of a reference environment with `change` laid over its file: mappings merge, `null` removes a key. */
export function planWith(environment: string, change: object): Plan {
  const config = environmentSchema.parse(merge(written(environment), change));
  const app = buildApp([{ name: environment, config }], Testing.stubVersion(Testing.app()).outdir);
  const stacks = app.node.children.filter(TerraformStack.isStack);
  return new Plan(environment, new Map(stacks.map((stack) => [stack.node.id, Testing.synth(stack, true)])));
}

function written(environment: string): object {
  const { extends: base, ...own } = parse(
    readFileSync(join(__dirname, "../../environments", `${environment}.yaml`), "utf8"),
  ) as { extends?: string };
  return base === undefined ? own : merge(written(base), own);
}

type Mapping = Record<string, unknown>;

/** A plain copy of what the loader does, so that tests of plans need no files. */
function merge(base: object, change: object): object {
  const result: Mapping = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const old = result[key];
    if (value === null) delete result[key];
    else if (isMapping(old) && isMapping(value) && (value["type"] === undefined || value["type"] === old["type"])) {
      result[key] = merge(old, value);
    } else result[key] = value;
  }
  return result;
}

function isMapping(value: unknown): value is Mapping {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
