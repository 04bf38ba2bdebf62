import { type Json, type JsonObject } from "../stack-json";

/** A value that a plan does not hold, so that a check that asks for it cannot know. */
export interface UnknownAttribute {
  /** Of which block: `aws_iam_role.nodes`, `provider.helm`, `locals`, `terraform`. */
  readonly address: string;
  readonly attribute: string;
  /** Why it is not known, in a few words. */
  readonly why: string;
}

/** Marks where such a value would stand. */
export class UnknownValue {
  constructor(
    readonly unread: UnknownAttribute,
    /** The nearest that can be said of it; undefined where that is nothing. */
    readonly nearest: Json | undefined,
    /** False for what no plan holds: whoever walks over everything need not stumble over it. */
    readonly isEnumerable: boolean,
  ) {}
}

/** Terraform JSON with gaps in it. */
export type PartialValue =
  Json | UnknownValue | readonly PartialValue[] | { readonly [key: string]: PartialValue };
export type PartialObject = { readonly [key: string]: PartialValue };

/** Terraform JSON with gaps, as checks can read it. */
export class PartialJson {
  /** Whatever has a gap somewhere in it; all else is given as it is. */
  private readonly holders = new Set<object>();

  constructor(private readonly json: PartialObject) {
    this.note(json);
  }

  get hasUnknowns(): boolean {
    return this.holders.size > 0;
  }

  /** Each gap gives what is nearest to it, and `onAsked` is told that it was asked for. */
  withReadCallback(onAsked: (unread: UnknownAttribute) => void): JsonObject {
    return this.copy(this.json, onAsked) as JsonObject;
  }

  private note(value: PartialValue): boolean {
    if (value instanceof UnknownValue) return true;
    if (value === null || typeof value !== "object") return false;
    const gaps = Object.values(value).filter((item) => this.note(item));
    if (gaps.length > 0) this.holders.add(value);
    return gaps.length > 0;
  }

  private copy(value: PartialValue, onAsked: (unread: UnknownAttribute) => void): PartialValue {
    if (value === null || typeof value !== "object" || !this.holders.has(value)) return value;
    const copy: Record<string, PartialValue> | PartialValue[] = Array.isArray(value) ? [] : {};
    for (const [key, item] of Object.entries(value)) {
      Object.defineProperty(
        copy,
        key,
        item instanceof UnknownValue
          ? asked(item, onAsked)
          : { enumerable: true, value: this.copy(item, onAsked) },
      );
    }
    return copy;
  }
}

const asked = (
  { isEnumerable, nearest, unread }: UnknownValue,
  onAsked: (unread: UnknownAttribute) => void,
): PropertyDescriptor => ({
  enumerable: isEnumerable,
  get: () => {
    onAsked(unread);
    return nearest;
  },
});
