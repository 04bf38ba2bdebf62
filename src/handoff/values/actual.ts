import { type Json, type JsonObject } from "../../terraform/stack-json";
import { seek } from "../variables/variable";
import { dataChecksums } from "./checksums";
import { type FilledPlace, type View } from "./places";
import { type Span } from "./templates";

/** A value of the output with the parts that values fill. */
export interface ActualPlace {
  readonly value: Json;
  readonly spans: readonly Span<View>[];
}

/**
 * A place of the trials in the output, whose texts of named files the trials do not have: a part of a text is where the text around it
 * is the same. Undefined if the output has another value there.
 */
export function withActual(stack: JsonObject, place: FilledPlace): ActualPlace | undefined {
  const { path, isKey, values, spans = [] } = place;
  const [before = null] = values;
  const holder = seek(stack, path);
  if (holder === undefined) return undefined;
  const value = isKey ? String(path.at(-1)) : holder;
  if (value === before) return { value, spans };
  if (typeof value !== "string" || typeof before !== "string") return undefined;
  const checksum = ofChecksum(stack, value, spans);
  if (checksum) return checksum;
  const start = commonStart(value, before);
  const end = Math.min(commonEnd(value, before), Math.min(value.length, before.length) - start);
  const offset = value.length - before.length;
  const moved = spans.flatMap((span) => {
    if (span.end <= start) return [span];
    return span.start >= before.length - end
      ? [{ ...span, start: span.start + offset, end: span.end + offset }]
      : [];
  });
  return moved.length === spans.length ? { value, spans: moved } : undefined;
}

/** A checksum of data with texts of named files. */
function ofChecksum(
  stack: JsonObject,
  value: string,
  [span]: readonly Span<View>[],
): ActualPlace | undefined {
  if (!span || !("by" in span.filled) || !span.filled.by.checksum) return undefined;
  const { expression } = span.filled.by.checksum;
  const same = dataChecksums([stack]).find((each) => each.expression === expression);
  return same?.shown[0] === value ? { value, spans: [{ ...span, start: 0, end: value.length }] } : undefined;
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function commonEnd(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}
