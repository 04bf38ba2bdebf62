/** Reads outputs of another layer. `Outputs` is the interface of that layer. */
export interface LayerReader<Outputs> {
  text(output: KeysOf<Outputs, string>): string;
  list(output: KeysOf<Outputs, readonly string[]>): string[];
  /** The value of a map output with a key. Lists have no such reader: a position is another item after an insertion. */
  entry(output: KeysOf<Outputs, Readonly<Record<string, string>>>, key: string): string;
}

type KeysOf<Outputs, Value> = {
  [Key in keyof Outputs]-?: NonNullable<Outputs[Key]> extends Value ? Key : never;
}[keyof Outputs] &
  string;
