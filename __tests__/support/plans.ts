import { TerraformStack, Testing } from "cdktf";
import "cdktf/lib/testing/adapters/jest";
import { buildApp } from "../../src/app";
import { LAYERS, type Layer, stackName } from "../../src/core/layers";
import { type OutputStack } from "../../src/terraform-json/output";
import { type JsonObject, StackJson } from "../../src/terraform-json/stack-json";
import { configWith } from "./environments";

export { ENVIRONMENTS } from "./environments";

Testing.setupJest();

/** The synthesized stacks of one environment. */
export class Plan {
  constructor(
    readonly environment: string,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  /** The stack as text, for `toHaveResourceWithProperties`. */
  text(layer: Layer): string {
    const text = this.texts.get(stackName(this.environment, layer));
    if (text === undefined) throw new Error(`${this.environment} has no ${layer} stack`);
    return text;
  }

  stack(layer: Layer): StackJson {
    return new StackJson(stackName(this.environment, layer), JSON.parse(this.text(layer)) as JsonObject);
  }

  get stacks(): StackJson[] {
    return [...this.texts].map(([name, text]) => new StackJson(name, JSON.parse(text) as JsonObject));
  }

  /** The stacks as if they were read from an output folder; in what order they are applied stands in a manifest. */
  get output(): OutputStack[] {
    const { environment } = this;
    return LAYERS.map((layer) => ({
      environment,
      layer,
      folder: `stacks/${stackName(environment, layer)}`,
      after: [],
      stack: this.stack(layer),
    }));
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
  const app = buildApp(
    [{ name: environment, config: configWith(environment, change) }],
    Testing.stubVersion(Testing.app()).outdir,
  );
  const stacks = app.node.children.filter(TerraformStack.isStack);
  return new Plan(environment, new Map(stacks.map((stack) => [stack.node.id, Testing.synth(stack, true)])));
}
