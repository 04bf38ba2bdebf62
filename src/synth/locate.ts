import { type BlockCauses } from "./app";
import { formatLocation } from "../environment/problems";
import { type SettingPath } from "../terraform/cause-record";
import { type Layer } from "../base/layers";
import { type Environments } from "./inputs";
import { type EnvironmentRecord } from "../terraform/environment-record";
import { type OutputStack } from "../terraform/output";
import { ownPlace, partsFor } from "../terraform/recorded-parts";
import { nested } from "../terraform/settings";

/** A block of an environment, or a finding at it. */
export interface Located {
  readonly layer: Layer;
  readonly address: string;
  readonly environment: string;
  /** Path of the value that a finding names itself. @default - the part of the file that shapes the block */
  readonly cause?: SettingPath;
  /** Key below that part. @default - the part itself */
  readonly key?: readonly string[];
}

export interface LocatorProps {
  readonly environments: Environments;
  /** Their stacks, with the blocks of own files. */
  readonly stacks: readonly OutputStack[];
  readonly causes: BlockCauses;
  /** Record of the last synth, which has addresses that are lost. @default - none */
  readonly last?: (environment: string) => EnvironmentRecord;
}

/** Finds the value of an environment's file that shapes a block, or the block of an own file, as `file:line:column`. */
export class Locator {
  constructor(private readonly props: LocatorProps) {}

  /** Place of a finding. Its block can be missing; then the place is that of the blocks of its type. */
  ofFinding(place: Located): string | undefined {
    const own = place.cause ? undefined : this.own(place.environment, place);
    if (own !== undefined) return own;
    const causes = this.props.causes.get(place.environment) ?? [];
    const path = place.cause ?? partsFor(causes, place).ofFinding;
    return this.locate(place.environment, path && [...path, ...(place.key ?? [])]);
  }

  /** Place of an address, which may be lost. */
  ofAddress(environment: string, layer: Layer, address: string): string | undefined {
    const causes = this.props.causes.get(environment) ?? [];
    const place = { layer, address };
    const parts = partsFor(causes, place);
    const path = parts.own ?? this.lastPart(environment, place) ?? parts.ofLayer;
    return this.own(environment, place) ?? this.locate(environment, path);
  }

  /** Place of a block in a file of the owner. */
  private own(
    environment: string,
    { layer, address }: Pick<Located, "layer" | "address">,
  ): string | undefined {
    const { environments, stacks } = this.props;
    const stack = stacks.find((each) => each.environment === environment && each.layer === layer)?.stack;
    const files = environments.find(({ name }) => name === environment)?.own ?? [];
    return ownPlace(
      stack,
      address,
      files.map(({ path }) => path),
    );
  }

  private lastPart(environment: string, place: Pick<Located, "layer" | "address">): SettingPath | undefined {
    const { environments, last } = this.props;
    const record = last?.(environment);
    const part = record && partsFor(record.causes, place).own;
    const config = environments.find(({ name }) => name === environment)?.config;
    return part && config && sameIn(config, nested(record.settings), part);
  }

  private locate(environment: string, path: SettingPath | undefined): string | undefined {
    const found = this.props.environments.find(({ name }) => name === environment);
    return found && path && formatLocation(found.locate(path));
  }
}

/** The path of the same value in another configuration, where items of lists have other indexes, or of what contained it. */
function sameIn(config: unknown, old: unknown, path: SettingPath): SettingPath {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  const before = child(old, step);
  const now = Array.isArray(config) ? config.findIndex((each) => nameIn(each) === nameIn(before)) : step;
  const value = child(config, now);
  return value === undefined ? [] : [now, ...sameIn(value, before, rest)];
}

const child = (value: unknown, step: string | number): unknown =>
  (value as Record<string | number, unknown> | undefined)?.[step];

const nameIn = (value: unknown): unknown => (value as { readonly name?: unknown } | undefined)?.name;
