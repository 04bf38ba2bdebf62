import { leavesOf } from "../../src/infrastructure/text-not-judged";
import {
  type Json,
  type JsonObject,
  type StackJson,
  type SynthesizedResource,
  asObject,
  lookupType,
} from "../../src/terraform/stack-json";
import { EXTRA_SAMPLES } from "./extra-samples";
import { type Environment, type Sample } from "./world";

/** A type with the blocks that are changed, and other blocks of the type, whose arguments are added to them. */
export interface SampledType {
  /** With `data.` before that of a data source. */
  readonly key: string;
  readonly samples: readonly Sample[];
  readonly others: readonly JsonObject[];
}

/** Arguments that exclude those of the sample, or whose block has other clients, so that a block with them is changed too. */
const EXCLUDING: Readonly<Record<string, string>> = {
  aws_route: "transit_gateway_id",
  aws_vpc_endpoint_service: "private_dns_name",
};

/** Each type of the environments, with the block that sets most in the smallest environment that has the type. */
export function sampledTypes(environments: readonly Environment[]): SampledType[] {
  const bySize = [...environments].sort((a, b) => sizeOf(a) - sizeOf(b));
  const [smallest] = bySize;
  const all = [
    ...bySize.flatMap((environment) =>
      environment.stacks.flatMap(({ layer, stack }) =>
        [...stack.resources(), ...stack.dataSources(), ...providersOf(stack)].map((block) => ({
          environment,
          layer,
          block,
        })),
      ),
    ),
    ...(smallest
      ? EXTRA_SAMPLES.map((block): Sample => ({ environment: smallest, layer: "cluster", block }))
      : []),
  ];
  const byType = new Map<string, Sample[]>();
  for (const sample of all) {
    const key = lookupType(sample.block);
    byType.set(key, [...(byType.get(key) ?? []), sample]);
  }
  return [...byType]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, samples]) => {
      const first = samples[0]?.environment;
      const near = samples.filter(({ environment }) => environment === first);
      const sample = near.reduce((most, each) => (countOf(each) > countOf(most) ? each : most));
      const other = samples.find(({ block }) => block.config[EXCLUDING[key] ?? ""] !== undefined);
      const changed = other === undefined ? [sample] : [sample, other];
      return { key, samples: changed, others: samples.map(({ block }) => block.config) };
    });
}

/** The default providers of a stack, as blocks whose type is `provider.aws`. */
const providersOf = (stack: StackJson): SynthesizedResource[] =>
  Object.entries(stack.providers).map(([name, blocks]) => {
    const type = `provider.${name}`;
    const config = asObject(Array.isArray(blocks) ? (blocks as readonly Json[])[0] : blocks);
    return { address: type, type, name, config };
  });

const sizeOf = ({ stacks }: Environment): number =>
  stacks.reduce((sum, { stack }) => sum + stack.resources().length + stack.dataSources().length, 0);

const countOf = ({ block }: Sample): number => new Set(leavesOf(block.config).map(({ path }) => path)).size;
