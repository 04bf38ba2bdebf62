/** A toleration of one taint. It is a type and no interface, so that values of charts accept it. */
export type Toleration =
  | { readonly key: string; readonly operator: "Exists"; readonly effect: string }
  | { readonly key: string; readonly operator: "Equal"; readonly value: string; readonly effect: string };
