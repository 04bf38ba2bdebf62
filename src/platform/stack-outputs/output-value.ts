/** An exported value and its description. */
export interface OutputValue {
  readonly value: unknown;
  readonly description: string;
}
