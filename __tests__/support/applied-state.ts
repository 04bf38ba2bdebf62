import { createHash } from "node:crypto";
import { type Layer } from "../../src/base/layers";
import { type Json, type StackJson, asArray, asObject } from "../../src/terraform/stack-json";

/** A state as an apply of a stack leaves it, with an id and an ARN of its own for each object. */
export interface AppliedState {
  readonly outputs: Readonly<Record<string, { readonly value: Json }>>;
  readonly resources: readonly object[];
}

/** States of the layers of an environment, in their order. Arguments that call functions are left out. */
export function appliedStates(stacks: readonly (readonly [Layer, StackJson])[]): Map<Layer, AppliedState> {
  const states = new Map<Layer, AppliedState>();
  for (const [layer, stack] of stacks) {
    const valueOf = (value: Json): Json | undefined => evaluated(value, { layer, stack, states });
    states.set(layer, {
      outputs: Object.fromEntries(
        Object.entries(stack.outputs).map(([name, output]) => [
          name,
          { value: valueOf(asObject(output)["value"] ?? null) ?? null },
        ]),
      ),
      resources: stack
        .resources()
        .filter(({ config }) => config["count"] === undefined)
        .map(({ type, name, config, address }) => ({
          mode: "managed",
          type,
          name,
          instances: [
            {
              attributes: { ...attributesOf(config, valueOf), ...madeBy(layer, address) },
              dependencies: config["depends_on"] ?? [],
            },
          ],
        })),
    });
  }
  return states;
}

function attributesOf(config: Json, valueOf: (value: Json) => Json | undefined): Record<string, Json> {
  const entries = Object.entries(asObject(config)).flatMap(([key, item]): [string, Json][] => {
    const value = key === "//" || key === "lifecycle" || key === "depends_on" ? undefined : valueOf(item);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

const madeBy = (layer: Layer, address: string) => ({
  id: `obj-${createHash("sha256").update(`${layer}/${address}`).digest("hex").slice(0, 17)}`,
  arn: `arn:aws:made:::${layer}/${address}`,
});

interface Scope {
  readonly layer: Layer;
  readonly stack: StackJson;
  readonly states: ReadonlyMap<Layer, AppliedState>;
}

function evaluated(value: Json, scope: Scope): Json | undefined {
  if (typeof value === "string") return textOf(value, scope);
  if (value === null || typeof value !== "object") return value;
  const items = Object.entries(value).map(([key, item]) => [key, evaluated(item as Json, scope)] as const);
  if (items.some(([, item]) => item === undefined)) return undefined;
  const known = items as [string, Json][];
  return Array.isArray(value) ? known.map(([, item]) => item) : Object.fromEntries(known);
}

function textOf(text: string, scope: Scope): Json | undefined {
  const whole = /^\$\{([^{}]*)\}$/.exec(text)?.[1];
  if (whole !== undefined) return referenced(whole, scope);
  let isKnown = true;
  const written = text.replaceAll(/\$\$\{|\$\{([^{}]*)\}/g, (_, expression?: string) => {
    if (expression === undefined) return "${";
    const value = referenced(expression, scope);
    if (typeof value === "object" || value === undefined) isKnown = false;
    return String(value);
  });
  return isKnown && !written.includes("%{") ? written : undefined;
}

function referenced(expression: string, { layer, stack, states }: Scope): Json | undefined {
  const remote = /^data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)(?:\[(\d+)\])?$/.exec(expression);
  if (remote) {
    const [, from, name = "", index] = remote;
    const value = states.get(from as Layer)?.outputs[name]?.value;
    return index === undefined ? value : asArray(value)[Number(index)];
  }
  const [, address = "", attribute = ""] = /^([a-z]\w*\.\w+)\.(\w+)$/.exec(expression) ?? [];
  const block = stack.find(address);
  if (!block) return undefined;
  if (attribute === "id" || attribute === "arn") return madeBy(layer, address)[attribute];
  const configured = block.config[attribute];
  return configured === undefined ? undefined : evaluated(configured, { layer, stack, states });
}
