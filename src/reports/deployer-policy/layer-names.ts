import { backendOf } from "../../infrastructure/state-blocks";
import { lookupType, text } from "../../terraform/stack-json";
import { type Layer } from "../../base/layers";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { homeOf, knownText, regionOf } from "../../infrastructure/text-references";

/** Names of the AWS objects of a layer, from which ARNs are built. */
export class LayerNames {
  readonly partition: string;
  readonly account: string;
  /** Regions of the layer's resources, sorted. */
  readonly regions: readonly string[];

  /** Names of one layer, or of several: the commands of an environment call AWS for all of them. */
  constructor(
    readonly plan: EnvironmentPlan,
    readonly layers: readonly Layer[],
  ) {
    const { partition, accountId, region } = homeOf(plan);
    this.partition = partition;
    this.account = accountId;
    this.regions = [...new Set([region, ...this.blocks().map((block) => regionOf(plan, block))])].sort();
  }

  /** Resources and data sources of AWS in the layer. */
  blocks(): PlannedResource[] {
    return this.plan.all.filter(({ layer, type }) => this.layers.includes(layer) && type.startsWith("aws_"));
  }

  /** Values of an attribute of all blocks of some types. `*` where Terraform knows the value only after an apply. */
  of(types: readonly string[], attribute: string): string[] {
    const found = this.blocks()
      .filter((block) => types.includes(lookupType(block)))
      .filter(({ config }) => config[attribute] !== undefined)
      .map(({ config, layer }) => knownText(this.plan, { layer, value: config[attribute] }) ?? "*");
    const names = [...new Set(found)].sort();
    return names.includes("*") ? ["*"] : names;
  }

  /** ARNs of objects of a service, in each region of the layer. */
  regional(service: string, objects: readonly string[]): string[] {
    return this.regions.flatMap((region) =>
      objects.map((object) => `arn:${this.partition}:${service}:${region}:${this.account}:${object}`),
    );
  }

  /** ARNs of objects of a service without regions. */
  global(service: string, objects: readonly string[], account = this.account): string[] {
    return objects.map((object) => `arn:${this.partition}:${service}::${account}:${object}`);
  }

  /** Places of the states of the layers. */
  ownStates(): BackendPlace[] {
    return this.layers.flatMap((layer) => this.statesOf(layer));
  }

  /** Place of the state of one layer; none for another backend than S3. */
  statesOf(layer: Layer): BackendPlace[] {
    return backendPlaces(backendOf(this.plan, layer));
  }

  /** Places of the states that the layers read. */
  readStates(): BackendPlace[] {
    return this.plan
      .resources("data.terraform_remote_state")
      .filter(({ layer }) => this.layers.includes(layer))
      .flatMap(({ config }) => backendPlaces(config["config"]));
  }
}

/** Place of a state in S3. */
export interface BackendPlace {
  readonly bucket: string;
  readonly key: string;
}

function backendPlaces(settings: unknown): BackendPlace[] {
  if (settings === null || typeof settings !== "object") return [];
  const { bucket, key } = settings as Readonly<Record<string, string>>;
  return text(bucket) === undefined || text(key) === undefined
    ? []
    : [{ bucket: String(bucket), key: String(key) }];
}
