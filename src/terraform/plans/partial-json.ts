import { type Json, type JsonObject } from "../stack-json";
import { type UnknownAttribute } from "../unknown-values";
import { withGaps } from "./gaps";

/** Marker in the place of such a value. */
export class UnknownValue {
  constructor(
    readonly unread: UnknownAttribute,
    /** Closest known value, if any. */
    readonly nearest: Json | undefined,
    /** False for attributes that plans never contain, so that iteration over a block skips them. */
    readonly isEnumerable: boolean,
  ) {}
}

/** Terraform JSON with gaps in it. */
export type PartialValue =
  Json | UnknownValue | readonly PartialValue[] | { readonly [key: string]: PartialValue };
export type PartialObject = { readonly [key: string]: PartialValue };

/** Terraform JSON with gaps, as checks can read it. */
export class PartialJson {
  /** Objects and lists that contain a gap; others are returned unchanged. */
  private readonly holders = new Set<object>();

  constructor(private readonly json: PartialObject) {
    this.note(json);
  }

  get hasUnknowns(): boolean {
    return this.holders.size > 0;
  }

  /** Whether the object at a path has no gap. */
  isWhole(...path: readonly string[]): boolean {
    const found = path.reduce<PartialValue | undefined>(
      (value, key) => (value as PartialObject | undefined)?.[key],
      this.json,
    );
    return found === undefined || !this.holders.has(found as object);
  }

  /** A copy in which reading a gap returns its closest known value and calls `onAsked`. */
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
    const copy: Record<string, PartialValue> | PartialValue[] = withGaps(Array.isArray(value) ? [] : {});
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
