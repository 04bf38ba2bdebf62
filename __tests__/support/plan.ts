import { LAYERS, type Layer, stackName } from "../../src/base/layers";
import { type OutputStack } from "../../src/terraform/output";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";

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

  /** The stacks as if read from an output folder. The order of applies is in a manifest, not here. */
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
