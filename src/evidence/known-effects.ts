import facts from "./harm/stated-effects.json";

/** Effect of a change of a generated block, where no other facts are about it. */
export interface KnownEffect {
  readonly text: string;
  /** Where the value is removed. @default - as another value */
  readonly ends?: string;
  /** Whether a person confirms it: where a number becomes `lower`, where a value is `removed`, `always` or `never`. */
  readonly confirm: string;
}

type Effects = Readonly<Record<string, KnownEffect>>;

export const KNOWN_EFFECTS: {
  /**
   * Arguments by type. A path has no names of items; one in a local chart has the kind of its object. It includes everything below it,
   * and the longest path counts.
   */
  readonly arguments: Readonly<Record<string, Effects>>;
  /** Blocks that Terraform adds, destroys or replaces, by type and action. */
  readonly blocks: Readonly<Record<string, Effects>>;
} = facts;
