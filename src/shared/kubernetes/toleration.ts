/** A toleration of one taint. */
export interface Toleration {
  readonly key: string;
  readonly operator: "Equal" | "Exists";
  /** @default - none, for the operator `Exists` */
  readonly value?: string;
  readonly effect: string;
}
