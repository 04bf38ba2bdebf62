/** Reads outputs of another layer. `Outputs` is the interface of that layer. */
export interface LayerReader<Outputs> {
  text(output: KeysOf<Outputs, string>): string;
  list(output: KeysOf<Outputs, readonly string[]>): string[];
  /** One item of a list output, with an index from zero. */
  item(output: KeysOf<Outputs, readonly string[]>, index: number): string;
}

type KeysOf<Outputs, Value> = {
  [Key in keyof Outputs]-?: NonNullable<Outputs[Key]> extends Value ? Key : never;
}[keyof Outputs] &
  string;
