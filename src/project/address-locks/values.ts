import { type OutputStack } from "../../terraform/output";
import { type StackJson } from "../../terraform/stack-json";
import { type AddressLock, type FixedValues, type RecordedValues } from "./lock";
import { VERSION_ARGUMENT, isRefusedVersion, versionOfCluster } from "./cluster-version";
import { ZONES, clusterZones } from "./cluster-zones";
import { differing, fixedValues } from "./fixed-values";
import { RECORDED_TYPES } from "./held";
import { destinationsOf } from "../moves";

/** A recorded value that differs from the emitted one: the next apply replaces the object. */
export interface Replacement {
  readonly stack: string;
  /** The emitted address. */
  readonly address: string;
  readonly argument: string;
  readonly recorded: string;
  readonly emitted: string;
  /** Whether AWS refuses the change, instead of a replacement. @default false */
  readonly isRefused?: true;
  /** Whether it is a version of the cluster, to which EKS does not update in one step. */
  readonly isVersion: boolean;
}

/** Values that an environment emits. */
export function emittedValues(environment: string, stacks: readonly OutputStack[]): RecordedValues {
  const own = stacks.filter((each) => each.environment === environment);
  return new Map(
    own
      .map(({ stack }) => [stack.name, valuesOf(stack, own)] as const)
      .filter(([, values]) => values.size > 0),
  );
}

const valuesOf = (stack: StackJson, all: readonly OutputStack[]): ReadonlyMap<string, FixedValues> =>
  new Map(
    RECORDED_TYPES.flatMap((type) => stack.resources(type))
      .map((resource) => {
        const values = new Map(fixedValues(stack, resource));
        const zones = resource.type === "aws_eks_cluster" && clusterZones(all, resource.address);
        if (zones) values.set(ZONES, zones);
        const version = versionOfCluster(resource);
        return [resource.address, version ? values.set(VERSION_ARGUMENT, version) : values] as const;
      })
      .filter(([, values]) => values.size > 0),
  );

/** Recorded values that are emitted with another value, at addresses that are kept. */
export function replacements({ values, moves }: AddressLock, emitted: RecordedValues): Replacement[] {
  return [...values].flatMap(([stack, byAddress]) =>
    [...byAddress].flatMap(([from, recorded]) => {
      const address = destinationsOf(moves, stack)(from) ?? from;
      const now = emitted.get(stack)?.get(address);
      return differing(recorded, now)
        .map((argument) => ({
          stack,
          address,
          argument,
          recorded: recorded.get(argument) ?? "",
          emitted: now?.get(argument) ?? "",
          ...(argument === ZONES || argument === VERSION_ARGUMENT ? { isRefused: true as const } : {}),
          isVersion: argument === VERSION_ARGUMENT,
        }))
        .filter((each) => !each.isVersion || isRefusedVersion(each));
    }),
  );
}

/** Addresses with a value that the lock does not record, or a version that it does not record yet: synth would not notice its change. */
export function withoutRecord({ values, moves }: AddressLock, emitted: RecordedValues): string[] {
  const recordedAt = (stack: string) =>
    new Map([...(values.get(stack) ?? [])].map(([from, each]) => [destinationsOf(moves, stack)(from), each]));
  return [...emitted].flatMap(([stack, byAddress]) => {
    const recorded = recordedAt(stack);
    return [...byAddress].flatMap(([address, now]) => {
      const known = recorded.get(address);
      const isKnown = ([argument, value]: readonly [string, string]): boolean =>
        argument === VERSION_ARGUMENT ? known?.get(argument) === value : known?.has(argument) === true;
      return [...now].every(isKnown) ? [] : [address];
    });
  });
}
