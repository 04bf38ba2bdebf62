import { type SettingRecord } from "../../src/terraform/environment-record";
import { nested } from "../../src/terraform/settings";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { VERSION } from "../../src/base/version";
import { type TrialSynth } from "../../src/project/trial-synth";

export interface Model {
  readonly name: string;
  readonly port: number;
  readonly secrets: readonly { readonly name: string }[];
}

/** Settings of the program below. */
export interface Config {
  readonly cidr: string;
  readonly zones: readonly string[];
  readonly tier: "small" | "large";
  readonly nodes: number;
  readonly models: readonly Model[];
}

export const CONFIG: Config = {
  cidr: "10.0.0.0/16",
  zones: ["a", "b"],
  tier: "small",
  nodes: 1,
  models: [{ name: "api", port: 80, secrets: [] }],
};

/** A program with two layers. A large tier needs more than one node. */
export function program({
  cidr,
  zones,
  tier,
  nodes,
  models,
}: Config): Record<"network" | "models", JsonObject> {
  if (tier === "large" && nodes < 2) throw new Error("impossible");
  return {
    network: {
      resource: {
        aws_vpc: { main: { cidr_block: cidr, tags: { tier: `${tier} for ${models.length}` } } },
        aws_subnet: Object.fromEntries(zones.map((zone) => [zone, { vpc_id: "${aws_vpc.main.id}", zone }])),
        aws_vpc_security_group_ingress_rule: Object.fromEntries(
          models.map(({ port }) => [`from_${cidr.replace(/\W/g, "_")}_${port}`, { from_port: port }]),
        ),
      },
    },
    models: {
      resource: {
        kubernetes_deployment_v1: Object.fromEntries(
          models.map(({ name, port, secrets }) => [
            name,
            { spec: { port, nodes }, metadata: { secrets: secrets.map((each) => each.name) } },
          ]),
        ),
      },
    },
  };
}

export const stacksOf = (json: ReturnType<typeof program>) =>
  (["network", "models"] as const).map((layer) => ({
    environment: "a",
    layer,
    folder: "",
    after: [],
    stack: new StackJson(`a-${layer}`, json[layer]),
  }));

export function synth(_: string, settings: readonly SettingRecord[]): ReturnType<TrialSynth> {
  try {
    const stacks = stacksOf(program(nested(structuredClone([...settings])) as Config));
    return { stacks: new Map(stacks.map(({ layer, stack }) => [layer, stack])) };
  } catch {
    return { refused: [{ path: ["tier"], text: "a small tier; or set nodes" }] };
  }
}

function settingsOf(value: unknown, path: readonly (string | number)[] = []): SettingRecord[] {
  const isList = Array.isArray(value);
  const isLeaf = isList ? value.every((each) => typeof each !== "object") : typeof value !== "object";
  if (isLeaf) return [{ path, value: value as SettingRecord["value"], at: `a.yaml:${path.join("-")}` }];
  return Object.entries(value as object).flatMap(([key, item]) =>
    settingsOf(item, [...path, isList ? Number(key) : key]),
  );
}

export const recordOf = (config: Config) => ({
  waivers: [],
  causes: [],
  settings: settingsOf(config),
  version: VERSION,
});
