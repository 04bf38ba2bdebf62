/** An exported value and its description. */
export interface OutputValue {
  readonly value: unknown;
  readonly description: string;
}

/** Values of outputs by name. An undefined value gets no output. */
export type Exported<Outputs> = { readonly [Key in keyof Outputs]: OutputValue | undefined };

/** Outputs of parts in a layer, by name. */
export type Installed = Readonly<Record<string, OutputValue>>;
