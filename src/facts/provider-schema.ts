import { ownTable } from "../base/own";
import aws from "./provider-schemas/aws.json";
import helm from "./provider-schemas/helm.json";
import kubernetes from "./provider-schemas/kubernetes.json";

/** Arguments of a block, by their syntax. */
export interface BlockSchema {
  /** Names of the attributes (`name = value`), separated by spaces. */
  readonly attributes: string;
  /** Nested blocks (`name { … }`) by name. @default - none */
  readonly blocks?: Readonly<Record<string, BlockSchema>>;
}

/**
 * Attributes and blocks of a provider, which Terraform JSON does not distinguish. It covers the types that constructs
 * can emit.
 */
interface ProviderSchema {
  /** Schema of the provider configuration. */
  readonly configuration: BlockSchema;
  readonly resources: Readonly<Record<string, BlockSchema>>;
  readonly data: Readonly<Record<string, BlockSchema>>;
}

/**
 * Provider schemas by provider name, written by `npm run provider-schemas`. Each has a version, a source and a date.
 */
export const PROVIDER_SCHEMAS: Readonly<Record<string, ProviderSchema>> = ownTable({ aws, helm, kubernetes });
for (const { resources, data } of Object.values(PROVIDER_SCHEMAS)) [resources, data].forEach(ownTable);

/** Whether a resource of an AWS type has tags, to which its provider adds the default tags. */
export const takesTags = (type: string): boolean =>
  PROVIDER_SCHEMAS["aws"]?.resources[type]?.attributes.split(" ").includes("tags") ?? false;
