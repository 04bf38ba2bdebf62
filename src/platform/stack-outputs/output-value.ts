/** An exported value and its description. */
export interface OutputValue {
  readonly value: unknown;
  readonly description: string;
}

/** Values of outputs by name. An undefined value gets no output. */
export type Exported<Outputs> = { readonly [Key in keyof Outputs]: OutputValue | undefined };

/** Outputs of parts in a layer, by name. */
export type Installed = Readonly<Record<string, OutputValue>>;

/** Outputs with their descriptions; those without a value are undefined. */
export const withDescriptions = <Name extends string, Given extends Name>(
  descriptions: Readonly<Record<Name, string>>,
  values: Readonly<Record<Given, unknown>>,
) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === undefined ? undefined : { value, description: descriptions[name as Name] },
    ]),
  ) as Record<Given, OutputValue | undefined>;
