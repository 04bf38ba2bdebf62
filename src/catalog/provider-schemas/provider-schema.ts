import aws from "./aws.json";
import helm from "./helm.json";
import kubernetes from "./kubernetes.json";

/** Arguments of a block, apart by how they are written. */
export interface BlockSchema {
  /** Names of what is written `name = value`, separated by spaces. */
  readonly attributes: string;
  /** What is written `name { … }`. */
  readonly blocks?: Readonly<Record<string, BlockSchema>>;
}

/** What Terraform JSON does not tell: which arguments are blocks. Of the types that constructs can emit. */
export interface ProviderSchema {
  /** Of the provider itself. */
  readonly configuration: BlockSchema;
  readonly resources: Readonly<Record<string, BlockSchema>>;
  readonly data: Readonly<Record<string, BlockSchema>>;
}

/** By the name of the provider; written by `npm run provider-schemas`, each with version, source and date. */
export const PROVIDER_SCHEMAS: Readonly<Record<string, ProviderSchema>> = { aws, helm, kubernetes };
