/** Arguments of a block by name, without computed attributes. */
export type TypedBlock = Readonly<Record<string, TypedArgument>>;

export interface TypedArgument {
  /** Type of an attribute in Terraform's form: `"string"`, `["list", "string"]`. @default - nested arguments */
  readonly type?: unknown;
  /** Arguments of a block or a nested attribute. @default - it has a type */
  readonly of?: TypedBlock;
  /** True for a block, which Terraform JSON writes as an object or a list. @default - an attribute */
  readonly block?: true;
  /** True for several blocks or objects. @default - one */
  readonly many?: true;
  /** @default - optional */
  readonly required?: true;
  /** @default - not deprecated */
  readonly deprecated?: true;
}

/** Arguments with their types, and the source. */
export interface TypedExtract {
  readonly provider: string;
  readonly version: string;
  readonly source: string;
  /** ISO date of the extract. */
  readonly date: string;
  readonly configuration: TypedBlock;
  readonly resources: Readonly<Record<string, TypedBlock>>;
  readonly data: Readonly<Record<string, TypedBlock>>;
  /** Paths of attributes that only the provider sets, separated by spaces, by type (`aws_vpc`, `data.aws_vpc`). */
  readonly computed: Readonly<Record<string, string>>;
}

export const printedTypes = (extract: TypedExtract): string => `${JSON.stringify(extract)}\n`;
